package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that Ollama holds.
 *
 * @param name such as {@code llama3.2:3b}
 * @param sizeBytes on disk
 * @param digest names exactly these weights
 * @param family such as {@code llama}
 * @param parameterSize such as {@code 3.2B}
 * @param capabilities such as completion, tools, embedding; empty when Ollama does not say
 * @param loaded whether it is in memory now
 */
public record OllamaModel(
        String name,
        long sizeBytes,
        @Nullable String digest,
        @Nullable String family,
        @Nullable String parameterSize,
        List<String> capabilities,
        boolean loaded) {

    public OllamaModel {
        capabilities = List.copyOf(capabilities);
    }

    /** Whether it can answer; an Ollama that names no capabilities gets the benefit of the doubt. */
    public boolean completes() {
        return capabilities.isEmpty() ? !name.contains("embed") : capabilities.contains("completion");
    }

    /** Whether it can ask for tools. */
    public boolean usesTools() {
        return capabilities.isEmpty() || capabilities.contains("tools");
    }

    /** The model that an entry of {@code /api/tags} stands for. */
    static OllamaModel of(JsonNode node, Set<String> loaded) {
        List<String> capabilities = new ArrayList<>();
        node.path("capabilities").forEach(capability -> capabilities.add(capability.asText()));
        JsonNode details = node.path("details");
        String name = node.path("name").asText();
        return new OllamaModel(
                name,
                node.path("size").asLong(),
                textOrNull(node, "digest"),
                textOrNull(details, "family"),
                textOrNull(details, "parameter_size"),
                capabilities,
                loaded.contains(name));
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }
}
