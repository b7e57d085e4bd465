package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes are killed in the middle of the work; the work ends rightly all the same. */
@Order(90)
class FaultIT {

    private static final String DISK = "The disk of a server is filling up, what do I do?";

    private final Stack stack = Stack.get();

    @ParameterizedTest
    @ValueSource(strings = {"agent-gateway", "tool-runner", "kafka", "postgres"})
    void aRunGoesOnAfterAProcessWasKilledAndNoToolRunsTwice(String victim) {
        String id = stack.api()
                .post("/api/v1/queries", Map.of("text", DISK, "mode", "runbook"))
                .json()
                .get("runId")
                .asText();

        stack.kill(victim);
        stack.up();

        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(() -> {
            JsonNode run = stack.api().get("/api/v1/runs/" + id).json();
            assertThat(run.get("state").asText()).isEqualTo("succeeded");
            assertThat(AskIT.step(run, "df -h").get("state").asText()).isEqualTo("succeeded");
        });
        assertThat(resultsByCall(id))
                .isNotEmpty()
                .allSatisfy((call, events) -> assertThat(events).as(call).hasSize(1));
    }

    /** Ids of the result events of each call; a redelivered event counts once. */
    private Map<String, Set<String>> resultsByCall(String runId) {
        return new Bus(stack.kafka())
                .read("aiops.tool-results", value -> value.contains(runId)).stream()
                        .collect(Collectors.groupingBy(
                                record ->
                                        Json.parse(record.value()).get("callId").asText(),
                                Collectors.mapping(record -> Bus.header(record, "ce_id"), Collectors.toSet())));
    }

    @Test
    void aQuestionWhileSearchIsDownFailsHonestlyOrAnswersAndTheNextOneWorks() {
        stack.kill("opensearch");

        JsonNode run = stack.api().ask(DISK, "runbook");
        assertThat(run.get("state").asText()).isIn("failed", "succeeded");
        assertThat(run.toString()).containsIgnoringCase("search");

        stack.up();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stack.api()
                                .ask(DISK, "runbook")
                                .get("citations")
                                .get(0)
                                .get("documentId")
                                .asText())
                        .isEqualTo("troubleshooting/disk-filling-up.md"));
    }
}
