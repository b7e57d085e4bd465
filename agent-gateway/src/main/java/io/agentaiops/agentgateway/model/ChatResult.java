package io.agentaiops.agentgateway.model;

import java.util.List;

/** How a chat with one model ended. */
public sealed interface ChatResult {

    /**
     * The model came to the end of its turn.
     *
     * @param model which one
     * @param text what it said, without its thinking
     * @param calls the tools that it wants
     * @param promptTokens what it read, as counted by Ollama
     * @param answerTokens what it wrote, its thinking included
     * @param cutAtLimit whether it stopped because there was no room for more
     */
    record Completed(
            String model, String text, List<WantedCall> calls, long promptTokens, long answerTokens, boolean cutAtLimit)
            implements ChatResult {
        public Completed {
            calls = List.copyOf(calls);
        }
    }

    /**
     * It came to nothing.
     *
     * @param kind what kind of failure
     * @param reason for people
     * @param spoke whether pieces of an answer had been heard
     */
    record Failed(OllamaFailure.Kind kind, String reason, boolean spoke) implements ChatResult {}

    /** Nobody wants the answer any more. */
    record Abandoned() implements ChatResult {}
}
