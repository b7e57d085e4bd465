package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.local.testing.UpgradeProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What release 0.1.0 kept is served after the migrations of this one, and new calls run. */
@QuarkusTest
@TestProfile(UpgradeProfile.class)
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator", "admin"})
class UpgradeIT {

    @Test
    void callsAreThereWithTheirOutput() {
        given().get("/api/v1/tool-calls/01a20aa6-f143-769a-b2bf-6cb4ec5d3c2a")
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"))
                .body("output", containsString("Filesystem"))
                .body("principal", equalTo("admin"));
    }

    @Test
    void newCallsRun() {
        given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", Map.of("command", "df -h")))
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(200)
                .body("state", equalTo("succeeded"));
    }
}
