package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param model its full name
 * @param turns the chat so far
 * @param tools what it may ask for
 * @param parameters how it is to answer
 * @param contextTokens the window, {@code num_ctx}
 * @param format JSON Schema that the answer must satisfy; null for free text
 * @param purpose what the answer is for
 * @param runId the run that it is for; null outside of runs
 */
public record ChatRequest(
        String model,
        List<ChatTurn> turns,
        List<ModelTool> tools,
        ModelParameters parameters,
        int contextTokens,
        @Nullable JsonNode format,
        Purpose purpose,
        @Nullable String runId) {

    /** What an answer is for. */
    public enum Purpose {
        ANSWER,
        SUMMARY,
        EVALUATION
    }

    public ChatRequest {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        if (contextTokens < 1) {
            throw new IllegalArgumentException("contextTokens must be positive");
        }
    }

    /** Leaves out what people said. */
    @Override
    public String toString() {
        return "ChatRequest[" + model + ", " + turns.size() + " turns]";
    }
}
