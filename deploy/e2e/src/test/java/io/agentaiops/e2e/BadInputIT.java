package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is wrong is said clearly, and nothing else suffers. */
@Order(50)
class BadInputIT {

    private final Stack stack = Stack.get();

    @Test
    void malformedJsonIsAProblemThatSaysSo() {
        Api.Answer answer = stack.api().postText("/api/v1/queries", "{\"text\": ");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().get("code").asText()).isEqualTo("malformed-json");
        assertThat(answer.json().get("detail").asText()).contains("line 1");
    }

    @Test
    void aTextOfTwoMegabytesIsRefused() {
        Api.Answer answer = stack.api().post("/api/v1/queries", Map.of("text", "x".repeat(2 * 1024 * 1024)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("code").asText()).isEqualTo("body-too-large");
    }

    @Test
    void anUnknownSessionIsNamed() {
        Api.Answer answer = stack.api()
                .post(
                        "/api/v1/queries",
                        Map.of("text", "hello", "sessionId", UUID.randomUUID().toString()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("code").asText()).isEqualTo("session-unknown");
    }

    @Test
    void withoutAKeyNothingIsAnswered() {
        assertThat(new Api(stack.api().base(), "").get("/api/v1/status").status())
                .isEqualTo(401);
        assertThat(new Api(stack.api().base(), "aiops_wrong")
                        .get("/api/v1/search?q=x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anEventThatDoesNotFitItsSchemaGoesToTheDeadLettersAndIsReplayedOnCommand() {
        Bus bus = new Bus(stack.kafka());
        String id = UUID.randomUUID().toString();
        bus.publish(
                "aiops.tool-calls", id, id, "io.agentaiops.tool.call-requested.v1", Map.of("callId", id, "tool", 7));

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            var letters = bus.read("aiops.tool-calls.dlq", value -> value.contains(id));
            assertThat(letters).hasSize(1);
            assertThat(Bus.header(letters.getFirst(), "dlq_code")).isEqualTo("schema-violation");
            assertThat(Bus.header(letters.getFirst(), "dlq_reason")).contains("tool");
        });
        Cli.Result replay = stack.aiops("events", "replay", "aiops.tool-calls");
        assertThat(replay.exitCode()).as(replay.output()).isZero();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(bus.read("aiops.tool-calls", value -> value.contains(id)))
                        .hasSize(2));
    }

    @Test
    void aForbiddenCommandIsRefusedWithTheReason() {
        Api.Answer answer =
                stack.api().post("/api/v1/tools/terminal/check", Map.of("command", "find /var/log -delete"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("decision").asText()).isEqualTo("deny");
        assertThat(answer.json().get("reason").asText()).contains("-delete");
    }
}
