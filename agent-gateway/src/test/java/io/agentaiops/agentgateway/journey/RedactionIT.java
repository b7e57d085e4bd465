package io.agentaiops.agentgateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agentaiops.eventbus.redaction.Redaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RedactionIT extends Journey {

    @Inject
    Redaction redaction;

    @Test
    void aTextIsJudgedWithoutBeingKept() {
        asAdmin()
                .body(Map.of("text", "call +49 30 1234567, password=hunter2"))
                .post("/api/v1/redaction/check")
                .then()
                .statusCode(200)
                .body("text", equalTo("call [phone], password=[credential]"))
                .body("found[0].type", equalTo("phone"))
                .body("found[0].start", equalTo(5))
                .body("found[0].end", equalTo(19));
    }

    @Test
    void anAdministratorWhoSaysWhyLearnsWhomAPseudonymStandsFor() {
        String pseudonym = redaction.redact("ada@example.org");
        assertThat(pseudonym).startsWith("[email:p");

        asAdmin()
                .body(Map.of("pseudonym", pseudonym, "reason", "two tickets of one person"))
                .post("/api/v1/redaction/reveal")
                .then()
                .statusCode(200)
                .body("value", equalTo("ada@example.org"));
        asAdmin()
                .body(Map.of("pseudonym", pseudonym))
                .post("/api/v1/redaction/reveal")
                .then()
                .statusCode(400);
        asAdmin()
                .body(Map.of("pseudonym", "[email:pabcdefghijklmnopqrstuvwxyz234567]", "reason", "guess"))
                .post("/api/v1/redaction/reveal")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-pseudonym"));
    }
}
