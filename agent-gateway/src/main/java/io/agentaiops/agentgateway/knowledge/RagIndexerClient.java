package io.agentaiops.agentgateway.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches the documents. A search that cannot be made is an outcome, not an exception. */
@ApplicationScoped
public class RagIndexerClient {

    private static final int MAX_QUERY_CHARS = 1_000;

    private final PeerHttp http;

    RagIndexerClient(PeerHttp http) {
        this.http = http;
    }

    /** The best passages for the question. */
    public Retrieval search(String question, int limit, Caller caller) {
        String query = question.length() > MAX_QUERY_CHARS ? question.substring(0, MAX_QUERY_CHARS) : question;
        try {
            return http.get(
                            Peer.RAG_INDEXER,
                            "/api/v1/search",
                            Map.of("q", query, "k", Integer.toString(limit)),
                            caller)
                    .map(RagIndexerClient::retrieval)
                    .orElseGet(() -> new Retrieval(List.of(), false, "rag-indexer knows no search"));
        } catch (PeerUnavailable e) {
            return new Retrieval(List.of(), false, e.reason());
        }
    }

    private static Retrieval retrieval(JsonNode reply) {
        List<Passage> passages = new ArrayList<>();
        reply.path("results").forEach(result -> passages.add(passage(result)));
        return new Retrieval(passages, reply.path("relevant").asBoolean(true), textOrNull(reply, "degraded"));
    }

    private static Passage passage(JsonNode result) {
        JsonNode similarity = result.path("similarity");
        return new Passage(
                result.path("documentId").asText(),
                textOrNull(result, "procedureId"),
                result.path("title").asText(result.path("documentId").asText()),
                result.path("kind").asText("reference"),
                result.path("heading").asText(""),
                result.path("lines").asText(""),
                result.path("text").asText(""),
                result.path("score").asDouble(),
                similarity.isNumber() ? similarity.asDouble() : null,
                result.path("hasSteps").asBoolean(false));
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode()
                        && !value.isNull()
                        && !value.asText().isBlank()
                        && !value.asText().equals("false")
                ? value.asText()
                : null;
    }
}
