package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A procedure is a document that runs. */
@Order(30)
class OperateIT {

    private final Stack stack = Stack.get();

    @Test
    void theDailyHealthCheckRunsAcrossTheServicesAndLeavesEvidence() {
        Cli.Result result = stack.aiops("run", "daily-health-check", "--json");
        JsonNode run = Json.parse(result.output().substring(result.output().indexOf('{')));
        JsonNode detail = stack.api()
                .get("/api/v1/operations/" + run.get("runId").asText())
                .json();

        assertThat(run.get("procedure").asText()).isEqualTo("daily-health-check");
        assertThat(run.get("steps")).hasSize(8);
        // No Ollama answers here and no backup was made: the check must say so, and go on.
        assertThat(stateOf(detail, "Check that Ollama answers")).isEqualTo("failed");
        assertThat(stateOf(detail, "Ask the agent a question, from end to end")).isEqualTo("succeeded");
        // Whether the logs are clean is not ours to say; that they were read is.
        assertThat(detail.toString()).containsIgnoringCase("warnings");
        assertThat(stateOf(detail, "Validate last night's backup")).isEqualTo("failed");
        assertThat(run.get("state").asText()).isEqualTo("failed");
        assertThat(result.exitCode()).isNotZero();
        assertThat(stack.api()
                        .get("/api/v1/operations/" + run.get("runId").asText() + "/report")
                        .body())
                .contains("Daily system health check");
    }

    @Test
    void theSchedulerWouldFireItAtNine() {
        JsonNode procedures = stack.api().get("/api/v1/procedures").json();

        assertThat(procedures.toString()).contains("daily-health-check");
        assertThat(find(procedures, "daily-health-check").get("nextDue").asText())
                .matches(".*T\\d\\d:00(:00)?.*");
    }

    @Test
    void aBrokenProcedureIsRefusedWithFileLineAndReasonAndTheOthersGoOn() throws IOException {
        Path file = stack.documents().resolve("procedures/broken.md");
        Files.writeString(file, """
                ---
                id: broken
                title: Broken
                kind: procedure
                owner: operations
                review-by: 2027-01-31
                tags: [x]
                ---
                # Broken

                ## 1. Do what nobody can

                ```step
                uses: moon.landing
                ```
                """);
        try {
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(
                                    stack.api().get("/api/v1/procedures").body())
                            .contains("procedures/broken.md")
                            .contains("moon.landing"));
            assertThat(stack.api().get("/api/v1/procedures").body()).contains("daily-health-check");
        } finally {
            Files.delete(file);
        }
    }

    private static String stateOf(JsonNode run, String title) {
        for (JsonNode step : run.get("steps")) {
            if (step.get("title").asText().equals(title)) {
                return step.get("state").asText();
            }
        }
        throw new AssertionError("no step " + title + " in " + run);
    }

    private static JsonNode find(JsonNode node, String id) {
        for (JsonNode parent : node.findParents("id")) {
            if (parent.get("id").asText().equals(id)) {
                return parent;
            }
        }
        throw new AssertionError("no " + id + " in " + node);
    }
}
