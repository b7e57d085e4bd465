package io.agentaiops.toolrunner.builtin.knowledge;

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
import java.util.List;
import java.util.Map;

/** Searches the site's own documents. */
@Singleton
class KnowledgeSearchTool implements Tool {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int PASSAGE = 1200;
    private static final Parameters PARAMETERS = Parameters.of(
            Parameter.text("query", "A question or a few words"),
            Parameter.number("limit", "How many passages", 1, 10, 4));

    private final GatewayClient gateway;

    KnowledgeSearchTool(GatewayClient gateway) {
        this.gateway = gateway;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription(
                "knowledge_search",
                "Searches the runbooks, procedures and guides of this site and returns the passages that fit, with"
                        + " document and lines. Try it before web_search.",
                PARAMETERS.schema(),
                "read",
                List.of("reads the knowledge index through agent-gateway, as a viewer"),
                InProcessRun.LEVEL);
    }

    @Override
    public Preparation prepare(Map<String, Object> arguments) {
        return PARAMETERS.prepare(
                arguments,
                given -> new Preparation.Ready(
                        "search the knowledge for: " + given.text("query"),
                        new InProcessRun(LIMIT, timeout -> answer(given, timeout))));
    }

    private ToolAnswer answer(Given given, Duration timeout) throws IOException, InterruptedException {
        JsonNode found = gateway.get(
                "/api/v1/search",
                Map.of("q", given.text("query"), "k", Integer.toString(given.number("limit"))),
                timeout);
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (JsonNode result : found.path("results")) {
            String passage = result.path("text").asText().strip();
            text.append(++number).append(". ").append(result.path("title").asText());
            String heading = result.path("heading").asText();
            if (!heading.isEmpty() && !heading.equals(result.path("title").asText())) {
                text.append(" > ").append(heading);
            }
            text.append(" (").append(result.path("documentId").asText()).append(", lines ");
            text.append(result.path("lines").asText()).append(")\n");
            text.append(passage.length() > PASSAGE ? passage.substring(0, PASSAGE) + "..." : passage)
                    .append("\n\n");
        }
        if (number == 0) {
            return ToolAnswer.good("No document fits.\n");
        }
        String note = found.path("relevant").asBoolean(true) ? "" : "None of these is close to the question.\n\n";
        String degraded =
                found.hasNonNull("degraded") ? "(" + found.path("degraded").asText() + ")\n" : "";
        return ToolAnswer.good(note + text + degraded);
    }

    @Override
    public SelfTest selfTest() {
        try {
            JsonNode found = gateway.get("/api/v1/search", Map.of("q", "health check", "k", "1"), LIMIT);
            int results = found.path("results").size();
            return new SelfTest(
                    results > 0, results > 0 ? "the index answers" : "the index answers and holds no document");
        } catch (IOException e) {
            return new SelfTest(false, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SelfTest(false, "interrupted");
        }
    }
}
