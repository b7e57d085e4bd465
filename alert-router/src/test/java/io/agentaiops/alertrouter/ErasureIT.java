package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.user.UserErased;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A person who is erased is named by no silence any more; the silences hold. */
@QuarkusTest
class ErasureIT {

    private final Outbox outbox;

    ErasureIT(Outbox outbox) {
        this.outbox = outbox;
    }

    @Test
    void erasedCreatorIsNamedByNoSilence() {
        Instant now = Instant.now();
        String id = asAda().contentType("application/json")
                .body("""
                        {"matchers":[{"name":"alertname","value":"ErasedCreator","isRegex":false}],
                         "startsAt":"%s","endsAt":"%s","createdBy":"zoe","comment":"quiet"}
                        """.formatted(now, now.plus(Duration.ofHours(1))))
                .post("/api/v2/silences")
                .then()
                .statusCode(200)
                .extract()
                .path("silenceID");
        String creator = asAda().get("/api/v2/silence/" + id).jsonPath().getString("createdBy");

        QuarkusTransaction.requiringNew().run(() -> outbox.publish(new UserErased(creator, now)));

        await().untilAsserted(() -> assertThat(
                        asAda().get("/api/v2/silence/" + id).jsonPath().getString("createdBy"))
                .startsWith("erased-"));
        asAda().delete("/api/v2/silence/" + id).then().statusCode(200);
    }
}
