package io.agentaiops.agentgateway.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one chat with a model; nothing of what was said.
 *
 * @param at when it ended
 * @param model which model
 * @param digest which weights; empty when Ollama does not say
 * @param host where
 * @param purpose what the answer was for
 * @param runId the run that it was for
 * @param outcome said, tools, abandoned, or the kind of failure
 * @param firstToken from asking to the first piece; null without one
 * @param total from asking to the end
 * @param load time to bring the model into memory
 * @param promptTokens what it read
 * @param answerTokens what it wrote
 * @param speaking time that it wrote
 * @param calls tool calls that it asked for
 * @param invalidCalls those of them whose tool or arguments make no sense
 */
public record ChatRecord(
        Instant at,
        String model,
        String digest,
        String host,
        ChatRequest.Purpose purpose,
        @Nullable String runId,
        String outcome,
        @Nullable Duration firstToken,
        Duration total,
        Duration load,
        long promptTokens,
        long answerTokens,
        Duration speaking,
        int calls,
        int invalidCalls) {

    /** Whether the model failed; an abandoned chat says nothing about it. */
    public boolean failed() {
        return !outcome.equals("said") && !outcome.equals("tools") && !outcome.equals("abandoned");
    }
}
