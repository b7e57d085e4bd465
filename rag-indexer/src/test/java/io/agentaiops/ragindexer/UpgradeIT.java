package io.agentaiops.ragindexer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.local.testing.UpgradeProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What release 0.1.0 kept is served after the migrations of this one, and an index is built from it. */
@QuarkusTest
@TestProfile(UpgradeIT.FromRelease.class)
@TestSecurity(
        user = "ada",
        roles = {"viewer", "operator", "admin"})
class UpgradeIT {

    /** Nothing here goes by age, and builds are brought to their end by the clock. */
    public static final class FromRelease extends UpgradeProfile {
        @Override
        protected Map<String, String> settings() {
            return Map.of();
        }
    }

    @Test
    void documentsAreThereAndFoundOnceTheIndexIsBuiltAnew() {
        given().get("/api/v1/documents/upgrade/rotate-the-pump.md")
                .then()
                .statusCode(200)
                .body("title", equalTo("Rotate the pump"));

        given().post("/api/v1/knowledge/rebuild?force=true").then().statusCode(202);

        Knowledge.awaitFound("close valve 7 and turn the pump", "upgrade/rotate-the-pump.md", Duration.ofSeconds(60));
    }
}
