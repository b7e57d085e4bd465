package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Tools that look at the platform itself, on a live one; and what becomes of a call whose service is killed. */
@Order(85)
class ToolsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CALLS = "/api/v1/tool-calls/";

    private final Stack stack = Stack.get();
    private final Api tools = stack.api();

    @Test
    void knowledgeSearchFindsTheRunbook() {
        JsonNode call = call("knowledge_search", Map.of("query", "The disk of a server is filling up, what do I do?"));

        assertThat(call.get("state").asText()).as(call.toString()).isEqualTo("succeeded");
        assertThat(call.get("output").asText()).contains("troubleshooting/disk-filling-up.md");
    }

    @Test
    void logSearchReadsTheCollectedLogs() {
        JsonNode all = call("log_search", Map.of("minutes", 10_080, "limit", 5));
        // As the gateway asks when it looks into a support case.
        JsonNode errors = call("log_search", Map.of("level", "ERROR", "minutes", 60));

        assertThat(all.get("state").asText()).as(all.toString()).isEqualTo("succeeded");
        assertThat(all.get("output").asText()).containsAnyOf("WARN ", "ERROR ", "Nothing was logged");
        assertThat(errors.get("state").asText()).as(errors.toString()).isEqualTo("succeeded");
        assertThat(errors.get("output").asText()).doesNotContain(" WARN ");
    }

    @Test
    void metricsQueryReadsEveryService() {
        for (String service :
                new String[] {"agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router"}) {
            JsonNode call = call("metrics_query", Map.of("query", "jvm memory used", "source", service));

            assertThat(call.get("state").asText()).as(service + call).isEqualTo("succeeded");
            assertThat(call.get("output").asText()).contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void useIsCountedPerSession() {
        JsonNode run = stack.api().ask("The disk of a server is filling up, what do I do?", "runbook");
        String session = run.get("sessionId").asText();

        JsonNode usage = tools.get("/api/v1/tools/statistics?tool=terminal&by=session&limit=1000")
                .json()
                .get("usage");

        assertThat(usage.findValuesAsText("by")).contains(session);
    }

    @Test
    void readWhoseServiceIsKilledInMidCallIsRunAgainAndLeavesNothingOfTheFirst() {
        String command = "vmstat 1 " + (6 + System.nanoTime() % 5);
        String id = tools.post("/api/v1/tools/terminal/calls", Map.of("arguments", Map.of("command", command)))
                .json()
                .get("callId")
                .asText();
        await().atMost(SOON).until(() -> running(command) == 1);

        stack.kill("tool-runner");
        await().atMost(SOON).until(() -> running(command) == 0);
        stack.up();

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            JsonNode call = tools.get(CALLS + id).json();
            assertThat(call.get("state").asText()).isEqualTo("succeeded");
            assertThat(call.get("output").asText()).contains("procs");
        });
    }

    private JsonNode call(String tool, Map<String, Object> arguments) {
        return tools.post("/api/v1/tools/" + tool + "/calls", Map.of("arguments", arguments), "Prefer", "wait=60")
                .json();
    }

    private static long running(String command) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("bin/" + command))
                .count();
    }
}
