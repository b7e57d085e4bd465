package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model can do, as {@code /api/show} tells.
 *
 * @param capabilities such as completion, tools, thinking; empty when Ollama does not say
 * @param contextLength the longest context that the model was made for, in tokens; 0 when Ollama does not say
 */
public record ModelTraits(List<String> capabilities, int contextLength) {

    static final ModelTraits UNKNOWN = new ModelTraits(List.of(), 0);

    public ModelTraits {
        capabilities = List.copyOf(capabilities);
    }

    /** Reads them from a reply to {@code /api/show}; the context length stands under {@code <architecture>.context_length}. */
    static ModelTraits of(JsonNode shown) {
        List<String> capabilities = new ArrayList<>();
        shown.path("capabilities").forEach(capability -> capabilities.add(capability.asText()));
        JsonNode info = shown.path("model_info");
        String architecture = info.path("general.architecture").asText("");
        return new ModelTraits(
                capabilities, info.path(architecture + ".context_length").asInt(0));
    }

    /** Whether it can ask for tools; without word of it, it gets the benefit of the doubt. */
    public boolean usesTools() {
        return capabilities.isEmpty() || capabilities.contains("tools");
    }

    /** Whether it can think before it answers, and be asked not to. */
    public boolean thinks() {
        return capabilities.contains("thinking");
    }
}
