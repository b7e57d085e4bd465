package io.agentaiops.agentgateway.model;

import java.util.List;

/** How one turn of a chat ended. */
public sealed interface ModelReply {

    /** The model said its last word. */
    record Said(String text, long promptTokens, long answerTokens) implements ModelReply {}

    /** The model wants tools to be called first. */
    record WantsTools(String text, List<WantedCall> calls, long promptTokens, long answerTokens) implements ModelReply {
        public WantsTools {
            calls = List.copyOf(calls);
        }
    }

    /** The model failed, before or in the middle; the reason is for people. */
    record Broke(String reason) implements ModelReply {}

    /** Nobody wants the answer any more. */
    record Abandoned() implements ModelReply {}
}
