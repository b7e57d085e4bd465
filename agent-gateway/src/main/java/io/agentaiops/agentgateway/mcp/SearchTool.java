package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.RagIndexerClient;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import io.agentaiops.agentgateway.peer.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** Searches the team's documents. */
@ApplicationScoped
class SearchTool implements McpTool {

    private static final int USUAL = 6;
    private static final int MOST = 20;

    private final RagIndexerClient knowledge;

    SearchTool(RagIndexerClient knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public String name() {
        return "search_documents";
    }

    @Override
    public boolean isLong() {
        return false;
    }

    @Override
    public ObjectNode description() {
        ObjectNode schema = ToolEntry.schema();
        ToolEntry.property(schema, "query", "string", "What to search for.", true);
        ToolEntry.property(schema, "limit", "integer", "How many passages at most, 1 to 20; 6 when left out.", false);
        return ToolEntry.of(
                name(),
                "Search the documents",
                "Finds the passages of the team's runbooks and guides that fit a query best, each with its place.",
                schema,
                true);
    }

    @Override
    public ToolAnswer call(JsonNode arguments, Caller caller, Progress progress) {
        String query = arguments.path("query").asText("");
        int limit = arguments.path("limit").asInt(USUAL);
        if (query.isBlank()) {
            return ToolAnswer.Made.wrong("query must say what to search for");
        }
        if (limit < 1 || limit > MOST) {
            return ToolAnswer.Made.wrong("limit must be from 1 to " + MOST);
        }
        Retrieval found = knowledge.search(query, limit, caller);
        if (found.passages().isEmpty() && found.problem() != null) {
            return ToolAnswer.Made.wrong("the documents cannot be searched: " + found.problem());
        }
        return answer(found);
    }

    private static ToolAnswer answer(Retrieval found) {
        ObjectNode structured = JsonNodeFactory.instance.objectNode().put("relevant", found.relevant());
        ArrayNode passages = structured.putArray("passages");
        StringBuilder text = new StringBuilder();
        for (Passage passage : found.passages()) {
            passages.addObject()
                    .put("documentId", passage.documentId())
                    .put("uri", DocumentResources.uri(passage.documentId()))
                    .put("title", passage.title())
                    .put("heading", passage.heading())
                    .put("lines", passage.lines())
                    .put("score", passage.score())
                    .put("text", passage.text());
            text.append("## ")
                    .append(passage.title())
                    .append(" (")
                    .append(passage.documentId())
                    .append(", lines ")
                    .append(passage.lines())
                    .append(")\n\n")
                    .append(passage.text())
                    .append("\n\n");
        }
        return new ToolAnswer.Made(
                text.isEmpty() ? "No passage fits." : text.toString().strip(), structured, false);
    }
}
