package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
        assertThat(stateOf(detail, "Load the page as a browser does")).isEqualTo("succeeded");
        // Whether the logs are clean is not ours to say; that they were read is.
        assertThat(detail.toString()).containsIgnoringCase("warnings");
        assertThat(stateOf(detail, "Validate last night's backup")).isEqualTo("failed");
        assertThat(detail.get("durationMs").asLong()).as("the whole check, ms").isBetween(1L, 60_000L);
        System.getLogger(OperateIT.class.getName())
                .log(System.Logger.Level.INFO, "daily check: " + detail.get("durationMs") + " ms");
        redStepsAreAlertsWithTheirEvidence();
        assertThat(run.get("state").asText()).isEqualTo("failed");
        assertThat(result.exitCode()).isNotZero();
        assertThat(stack.api()
                        .get("/api/v1/operations/" + run.get("runId").asText() + "/report")
                        .body())
                .contains("Daily system health check");
    }

    private void redStepsAreAlertsWithTheirEvidence() {
        Api router = new Api(stack.alertRouter(), stack.key());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode alerts = router.get("/api/v2/alerts?filter=procedure%3D%22daily-health-check%22")
                    .json();
            assertThat(alerts.findValuesAsText("summary"))
                    .contains(
                            "Daily system health check: Check that Ollama answers",
                            "Daily system health check: Validate last night's backup");
            assertThat(alerts.findValuesAsText("evidence"))
                    .isNotEmpty()
                    .allSatisfy(evidence -> assertThat(evidence).isNotBlank());
        });
    }

    @Test
    void operationsCalendarAndReportAreReadOnTheCommandLine() {
        String run = stack.api()
                .post("/api/v1/procedures/user-support/runs", Map.of("dryRun", true))
                .json()
                .get("runId")
                .asText();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stack.aiops("operations", "--procedure", "user-support")
                        .output()
                        .contains("succeeded"));

        assertThat(stack.aiops("calendar").output())
                .contains("daily-health-check")
                .contains("due");
        assertThat(stack.aiops("report", run).output()).startsWith("# ").contains("Would do");
        assertThat(stack.aiops("report", run, "--as", "html").output()).contains("<h1>");
        String json = stack.aiops("report", run, "--as", "json").output();
        assertThat(Json.parse(json).get("runId").asText()).isEqualTo(run);
        assertThat(stack.aiops("operations", "--json").output()).contains(run);
        Cli.Result ended = stack.aiops("operations", "pause", run);
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.output()).contains("has ended");
        assertThat(stack.aiops("report", "nonsense").exitCode()).isNotZero();
    }

    @Test
    void everyServiceIsOnTheBillOfMaterials() throws IOException {
        Path file = stack.documents().resolve("procedures/bill.md");
        Files.writeString(file, """
                ---
                id: bill
                title: Bill of materials
                ---
                # Bill of materials

                ## 1. List

                ```step
                uses: security.dependencies
                ```
                """);
        try {
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> stack.api().get("/api/v1/procedures/bill").status() == 200);
            String run = stack.api()
                    .post("/api/v1/procedures/bill/runs", Map.of())
                    .json()
                    .get("runId")
                    .asText();
            JsonNode step = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> stack.api()
                                    .get("/api/v1/operations/" + run)
                                    .json()
                                    .at("/steps/0"),
                            first -> first.path("state").asText().equals("failed"));

            // Nobody is asked about vulnerabilities here, and the step says so.
            assertThat(step.path("summary").asText())
                    .contains("held against nothing")
                    .doesNotContain("nothing is known");
            JsonNode components = step.at("/evidence/billOfMaterials/components");
            assertThat(components.findValuesAsText("value"))
                    .contains("agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router");
            assertThat(components.findValuesAsText("purl"))
                    .anyMatch(purl -> purl.startsWith("pkg:maven/ai.djl/api@"))
                    .anyMatch(purl -> purl.startsWith("pkg:maven/com.cronutils/cron-utils@"));
        } finally {
            Files.delete(file);
        }
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
