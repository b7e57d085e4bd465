package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.agentaiops.local.testing.UpgradeProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What release 0.1.0 kept is served after the migrations of this one, and goes on. */
@QuarkusTest
@TestProfile(UpgradeIT.FromRelease.class)
class UpgradeIT extends Journey {

    private static final String RUN = "01a20aa6-d7df-7647-985e-036735470a4b";

    public static final class FromRelease extends UpgradeProfile {
        @Override
        protected Map<String, String> keys() {
            return Map.of("aiops.conversation.key-file", "conversations.key");
        }
    }

    @Test
    void answersAreOpenedWithTheKeyTheyWereSealedWith() {
        JsonPath run = asAdmin()
                .get("/api/v1/runs/" + RUN)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(run.getString("query")).isEqualTo("The disk of a server is filling up, what do I do?");
        assertThat(run.getString("state")).isEqualTo("succeeded");
        assertThat(run.getString("mode")).isEqualTo("runbook");
        assertThat(run.getString("answer")).contains("journalctl --vacuum-size=500M");
        assertThat(run.getList("citations.documentId")).contains("troubleshooting/disk-filling-up.md");
        assertThat(run.getList("steps")).isNotEmpty();
        assertThat(asAdmin()
                        .get("/api/v1/sessions/" + run.getString("sessionId"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains(RUN);
    }

    @Test
    void keysCasesAndApprovalsAreThere() {
        asAdmin().get("/api/v1/keys").then().statusCode(200).body("name", hasItem("laptop of ada"));
        asAdmin()
                .get("/api/v1/cases/01a20aa6-ec02-77a9-ba83-ea030ad56deb")
                .then()
                .statusCode(200)
                .body("title", equalTo("Slow since Monday"));
        asAdmin()
                .get("/api/v1/approvals/01a20aa6-f328-7908-9905-a12c7f6d2358")
                .then()
                .statusCode(200)
                .body("title", equalTo("Run: systemctl restart aiops-there-is-no-such-unit"));
    }

    @Test
    void newQuestionsAreTaken() {
        String runId = asAdmin()
                .body(Map.of("text", "What has changed since?", "mode", "runbook"))
                .post("/api/v1/queries")
                .then()
                .statusCode(202)
                .extract()
                .path("runId");

        asAdmin().get("/api/v1/runs/" + runId).then().statusCode(200);
    }
}
