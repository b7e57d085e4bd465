package io.agentaiops.toolrunner;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.user.UserErased;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A person who is erased is named by no call any more; the calls stay. */
@QuarkusTest
class ErasureIT {

    private final Outbox outbox;
    private final Jdbi jdbi;

    ErasureIT(Outbox outbox, Jdbi jdbi) {
        this.outbox = outbox;
        this.jdbi = jdbi;
    }

    @Test
    @TestSecurity(
            user = "zoe-who-leaves",
            roles = {"viewer", "operator"})
    void erasedCallerIsNamedByNoCall() {
        String callId = given().contentType(ContentType.JSON)
                .header("Prefer", "wait=20")
                .body(Map.of("arguments", Map.of("command", "df -h")))
                .post("/api/v1/tools/terminal/calls")
                .then()
                .statusCode(200)
                .extract()
                .path("callId");

        QuarkusTransaction.requiringNew().run(() -> outbox.publish(new UserErased("zoe-who-leaves", Instant.now())));

        await().untilAsserted(() -> assertThat(
                        given().get("/api/v1/tool-calls/" + callId).jsonPath().getString("principal"))
                .startsWith("erased-"));
        String row =
                jdbi.withHandle(handle -> handle.createQuery("select tool_call::text from tool_call where call_id = ?")
                        .bind(0, callId)
                        .mapTo(String.class)
                        .one());
        assertThat(row).doesNotContain("zoe");
    }
}
