package io.agentaiops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
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
    void logSearchFindsWhatAServiceHasJustLogged() {
        String word = "needle" + System.nanoTime();
        log("WARN", "connection to " + word + " was lost");
        log("ERROR", "gave up on " + word);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(logged(Map.of("text", word, "service", "rag-indexer")))
                        .contains("WARN rag-indexer: connection to " + word + " was lost")
                        .contains("ERROR rag-indexer: gave up on " + word)
                        .contains("(2 of 2)"));
        // As the gateway asks when it looks into a support case.
        assertThat(logged(Map.of("text", word, "level", "ERROR", "minutes", 60)))
                .contains("gave up on " + word)
                .doesNotContain("connection to " + word);
        assertThat(logged(Map.of("text", word, "service", "alert-router"))).contains("Nothing was logged that fits");
    }

    private void log(String level, String message) {
        Map<String, Object> entry = Map.of(
                "service",
                "rag-indexer",
                "level",
                level,
                "logger",
                "io.agentaiops.e2e",
                "message",
                message,
                "at",
                Instant.now().toString());
        new Bus(stack.kafka())
                .publish(
                        "aiops.logs",
                        "rag-indexer",
                        UUID.randomUUID().toString(),
                        "io.agentaiops.log.recorded.v1",
                        entry);
    }

    private String logged(Map<String, Object> arguments) {
        JsonNode call = call("log_search", arguments);
        assertThat(call.get("state").asText()).as(call.toString()).isEqualTo("succeeded");
        return call.get("output").asText();
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
    void onlyPersonWhoMayApproveApprovesWhatTheyAskedFor() {
        String id = tools.post(
                        "/api/v1/tools/terminal/calls",
                        Map.of("arguments", Map.of("command", "systemctl restart aiops-there-is-no-such-unit")))
                .json()
                .get("callId")
                .asText();
        String approval = await().atMost(SOON).until(() -> waitingFor(id), found -> !found.isEmpty());

        JsonNode decided = tools.post("/api/v1/approvals/" + approval, Map.of("decision", "approve"))
                .json();

        assertThat(decided.path("state").asText()).as(decided.toString()).isEqualTo("approved");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                tools.get(CALLS + id).json().get("state").asText())
                        .isEqualTo("failed"));
    }

    private String waitingFor(String callId) {
        for (JsonNode approval :
                tools.get("/api/v1/approvals?state=pending").json().get("items")) {
            if (approval.path("callId").asText().equals(callId)) {
                return approval.get("id").asText();
            }
        }
        return "";
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
