package io.agentaiops.toolrunner.builtin.logs;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.toolrunner.peer.GatewayClient;
import io.agentaiops.toolrunner.tool.InProcessRun;
import io.agentaiops.toolrunner.tool.Parameter;
import io.agentaiops.toolrunner.tool.Parameters;
import io.agentaiops.toolrunner.tool.Parameters.Given;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolAnswer;
import io.agentaiops.toolrunner.tool.ToolDescription;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Searches the logs of the platform's services. */
@Singleton
class LogSearchTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String ANY = "any";
    private static final int MESSAGE = 400;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.optionalText("text", "Words that the message or its stack trace holds; leave out for all"),
            Parameter.choice(
                    "service",
                    "Of which service",
                    List.of(ANY, "agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router"),
                    ANY),
            Parameter.choice("level", "How bad", List.of(ANY, "WARN", "ERROR"), ANY),
            Parameter.number("minutes", "How far back", 1, 10_080, 60),
            Parameter.number("limit", "How many entries, newest first", 1, 50, 20));

    private final GatewayClient gateway;

    LogSearchTool(GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "log_search",
                "Searches the warnings and errors that the platform's own services have logged. For other programs of"
                        + " this machine use the terminal with journalctl.",
                PARAMETERS.schema(),
                "read",
                List.of("reads the collected logs through agent-gateway, as a viewer"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(arguments, given -> {
            Map<String, String> query = query(given);
            return new Preparation.Ready(
                    "search the logs: " + new TreeMap<>(query),
                    new InProcessRun(LIMIT, timeout -> answer(query, timeout)));
        });
    }

    private static Map<String, String> query(Given given) {
        Map<String, String> query = new HashMap<>();
        given.optionalText("text").ifPresent(text -> query.put("q", text));
        for (String name : List.of("service", "level")) {
            if (!given.text(name).equals(ANY)) {
                query.put(name, given.text(name));
            }
        }
        query.put("minutes", Integer.toString(given.number("minutes")));
        query.put("limit", Integer.toString(given.number("limit")));
        return query;
    }

    private ToolAnswer answer(Map<String, String> query, Duration timeout) throws IOException, InterruptedException {
        JsonNode found = gateway.get("/api/v1/logs", query, timeout);
        StringBuilder text = new StringBuilder();
        for (JsonNode entry : found.path("entries")) {
            String message = entry.path("message").asText().strip();
            text.append(entry.path("at").asText())
                    .append(' ')
                    .append(entry.path("level").asText())
                    .append(' ');
            text.append(entry.path("service").asText()).append(": ");
            text.append(message.length() > MESSAGE ? message.substring(0, MESSAGE) + "..." : message)
                    .append('\n');
            String cause = entry.path("cause").asText();
            if (!cause.isEmpty()) {
                text.append("    ").append(cause).append('\n');
            }
        }
        long total = found.path("total").asLong();
        return ToolAnswer.good(
                total == 0
                        ? "Nothing was logged that fits.\n"
                        : text + "(" + found.path("entries").size() + " of " + total + ")\n");
    }

    @Override
    public SelfTest selfTest() {
        try {
            JsonNode found = gateway.get("/api/v1/logs", Map.of("minutes", "60", "limit", "1"), LIMIT);
            return new SelfTest(true, found.path("total").asLong() + " entries in the last hour");
        } catch (IOException e) {
            return new SelfTest(false, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SelfTest(false, "interrupted");
        }
    }
}
