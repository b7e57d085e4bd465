package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RestIT {

    private static final Map<String, Object> DF = Map.of("arguments", Map.of("command", "df -h"));

    @Test
    @TestSecurity(user = "ada", roles = "viewer")
    void toolsAreListed() {
        given().get("/api/v1/tools")
                .then()
                .statusCode(200)
                .body("name", hasItem("terminal"))
                .body("find { it.name == 'terminal' }.enabled", is(true))
                .body("find { it.name == 'terminal' }.inputSchema.required", hasItem("command"))
                .body("find { it.name == 'terminal' }.risk", equalTo("by-policy"))
                .body("find { it.name == 'terminal' }.permissions", hasItem("df: read"));
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void preferredWaitAnswersWithTheResult() {
        String callId = given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(DF)
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"))
                .body("exitCode", is(0))
                .body("output", containsString("Filesystem"))
                .body("sandbox", notNullValue())
                .body("principal", equalTo("ada"))
                .extract()
                .path("callId");
        assertThat(callId).isNotBlank();
    }

    @Test
    @TestSecurity(
            user = "ada",
            roles = {"viewer", "operator"})
    void callWithoutWaitIsAcceptedAndCanBeFollowed() {
        String location = given().contentType(ContentType.JSON)
                .body(DF)
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        given().get(location).then().statusCode(200).body("tool", equalTo("terminal"));
        given().get("/api/v1/tool-calls?limit=1")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .header("Link", containsString("rel=\"next\""));
        given().get("/api/v1/tool-calls/none-such")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("tool-call-unknown"));
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void changeOverRestWaitsForApproval() {
        given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", Map.of("command", "systemctl restart aiops-no-such-unit")))
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(202)
                .body("state", equalTo("waiting-approval"))
                .body("approval.planHash", notNullValue());
    }

    @Test
    @TestSecurity(user = "ada", roles = "viewer")
    void checkJudgesWithoutRunning() {
        check("df -h", "allow");
        check("systemctl restart ollama", "approve");
        check("cat /etc/shadow", "deny");
        check("df -h; id", "deny");
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/tools/terminal/check")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    @TestSecurity(user = "ada", roles = "viewer")
    void sandboxAndPolicyInForceAreShown() {
        given().get("/api/v1/tools/terminal/sandbox")
                .then()
                .statusCode(200)
                .body("level", notNullValue())
                .body("guarantees", hasItem(containsString("read-only")));
        given().get("/api/v1/tools/terminal/policy")
                .then()
                .statusCode(200)
                .body("source", notNullValue())
                .body("problem", equalTo(null))
                .body("commands", hasItem("df: read"));
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void wrongRequestsAreToldApart() {
        given().contentType(ContentType.JSON)
                .body(DF)
                .post("/api/v1/tools/crystal-ball/calls")
                .then()
                .statusCode(404)
                .body("code", equalTo("tool-unknown"));
        given().contentType(ContentType.JSON)
                .body("{\"arguments\": ")
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        given().contentType(ContentType.JSON)
                .body(Map.of("arguments", Map.of("command", "cat /etc/hostname\0")))
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(400)
                .body("code", equalTo("argument-nul"));
        given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", Map.of("cmd", "df")))
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(200)
                .body("state", equalTo("denied"));
    }

    @Test
    @TestSecurity(user = "vera", roles = "viewer")
    void viewerCannotCallTools() {
        given().contentType(ContentType.JSON)
                .body(DF)
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .body(Map.of("enabled", false))
                .put("/api/v1/tools/terminal")
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .body(Map.of("providers", List.of(Map.of("name", "searxng"))))
                .put("/api/v1/tools/web_search/providers")
                .then()
                .statusCode(403);
    }

    @Test
    void strangerGetsNothing() {
        given().get("/api/v1/tools").then().statusCode(401);
        given().header("Authorization", "Bearer nonsense")
                .get("/api/v1/tools")
                .then()
                .statusCode(401);
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    @TestSecurity(
            user = "root",
            roles = {"viewer", "operator", "admin"})
    void toolThatIsSwitchedOffIsRefusedUntilItIsOnAgain() {
        enable(false);
        try {
            given().contentType(ContentType.JSON)
                    .header("Prefer", "wait=20")
                    .body(DF)
                    .post("/api/v1/tools/terminal/calls")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("denied"))
                    .body("reason", containsString("switched off"));
        } finally {
            enable(true);
        }
    }

    @Test
    @TestSecurity(user = "ada", roles = "operator")
    void selfTestTriesTheSandbox() {
        given().post("/api/v1/tools/terminal/self-test").then().statusCode(200).body("passed", is(true));
    }

    private static void enable(boolean enabled) {
        given().contentType(ContentType.JSON)
                .body(Map.of("enabled", enabled))
                .put("/api/v1/tools/terminal")
                .then()
                .statusCode(200)
                .body("enabled", is(enabled));
    }

    private static void check(String command, String decision) {
        given().contentType(ContentType.JSON)
                .body(Map.of("command", command))
                .post("/api/v1/tools/terminal/check")
                .then()
                .statusCode(200)
                .body("decision", equalTo(decision));
    }
}
