package io.agentaiops.opsscheduler.restore;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.log.OpenSearchClient;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is down on the day of the proof says nothing about the backup. */
@QuarkusTest
class HinderedProofIT {

    private final ScratchSearch search;
    private final OpenSearchClient client;
    private final ObjectMapper json;

    HinderedProofIT(ScratchSearch search, OpenSearchClient client, ObjectMapper json) {
        this.search = search;
        this.client = client;
        this.json = json;
    }

    @Test
    void backupStaysUnjudgedWhileOpenSearchIsDownAndIsProvenLater() {
        QuarkusMock.installMockForInstance(new Down(client, json), search);
        String id = admin().contentType("application/json")
                .body("{\"tier\": \"daily\"}")
                .post("/api/v1/backups")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> admin().get("/api/v1/backups/" + id).jsonPath(),
                        backup -> backup.getString("note").contains("could not be looked at")
                                || !List.of("running", "complete").contains(backup.getString("state")));

        admin().get("/api/v1/backups/" + id)
                .then()
                .body("state", equalTo("complete"))
                .body("note", containsString("OpenSearch is down"));
        admin().contentType("application/json")
                .post("/api/v1/backups/" + id + "/verify")
                .then()
                .statusCode(200)
                .body("proven", equalTo(false))
                .body("faults", empty())
                .body("hindrance", containsString("OpenSearch is down"));

        QuarkusMock.installMockForInstance(new ScratchSearch(client, json), search);
        assertThat(admin().contentType("application/json")
                        .post("/api/v1/backups/" + id + "/verify")
                        .jsonPath()
                        .getBoolean("proven"))
                .isTrue();
        admin().get("/api/v1/backups/" + id).then().body("state", equalTo("proven"));
    }

    /** OpenSearch, but down. */
    private static final class Down extends ScratchSearch {
        Down(OpenSearchClient client, ObjectMapper json) {
            super(client, json);
        }

        @Override
        void check(Archive archive, List<String> faults, List<String> checks) throws Hindered {
            throw new Hindered("OpenSearch is down", new IOException("connection refused"));
        }
    }
}
