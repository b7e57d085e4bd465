package io.agentaiops.agentgateway.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Adds up the layers of a download. Ollama names each by its digest, with the bytes that are there and that there will be. */
final class PullProgress {

    private record Layer(long completed, long total) {}

    private final Map<String, Layer> layers = new HashMap<>();
    private String status = "";

    /** Takes a line of {@code /api/pull}. */
    void take(JsonNode line) {
        status = line.path("status").asText(status);
        String digest = line.path("digest").asText("");
        if (!digest.isEmpty()) {
            Layer before = layers.getOrDefault(digest, new Layer(0, 0));
            layers.put(
                    digest,
                    new Layer(
                            line.path("completed").asLong(before.completed()),
                            line.path("total").asLong(before.total())));
        }
    }

    String status() {
        return status;
    }

    boolean succeeded() {
        return status.equals("success");
    }

    long completed() {
        return layers.values().stream().mapToLong(Layer::completed).sum();
    }

    long total() {
        return layers.values().stream().mapToLong(Layer::total).sum();
    }
}
