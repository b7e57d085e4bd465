package io.agentaiops.agentgateway.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerHttp;
import io.agentaiops.agentgateway.peer.PeerUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Vectors of questions, from the model of rag-indexer. Not to have them is an outcome, not an exception. */
@ApplicationScoped
public class EmbeddingClient {

    private static final Logger LOG = Logger.getLogger(EmbeddingClient.class);
    private static final int MOST_CHARS = 2_000;

    private final PeerHttp http;
    private final ObjectMapper json;

    EmbeddingClient(PeerHttp http, ObjectMapper json) {
        this.http = http;
        this.json = json;
    }

    /** The vectors of these texts in their order, or nothing when they cannot be had in that time. */
    public Optional<List<QuestionVector>> embed(List<String> texts, Duration limit) {
        ObjectNode body = json.createObjectNode();
        texts.forEach(
                text -> body.withArray("texts").add(text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text));
        try {
            return http.post(Peer.RAG_INDEXER, "/api/v1/embeddings", body, Caller.GATEWAY, limit)
                    .map(EmbeddingClient::vectors)
                    .filter(vectors -> vectors.size() == texts.size());
        } catch (PeerUnavailable | IllegalArgumentException e) {
            LOG.debugf("no vectors of questions cause=%s", e.getMessage());
            return Optional.empty();
        }
    }

    private static List<QuestionVector> vectors(JsonNode reply) {
        List<QuestionVector> vectors = new ArrayList<>();
        for (JsonNode vector : reply.path("vectors")) {
            float[] values = new float[vector.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) vector.get(i).asDouble();
            }
            vectors.add(QuestionVector.of(values));
        }
        return vectors;
    }
}
