package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.run.Usage.Omission;
import java.util.List;

/** How one turn of a chat ended, whichever model took it. */
sealed interface ModelReply {

    /** The model said its last word. */
    record Said(String model, String text, long promptTokens, long answerTokens, List<Omission> omitted)
            implements ModelReply {
        public Said {
            omitted = List.copyOf(omitted);
        }
    }

    /** The model wants tools to be called first. */
    record WantsTools(
            String model,
            String text,
            List<WantedCall> calls,
            long promptTokens,
            long answerTokens,
            List<Omission> omitted)
            implements ModelReply {
        public WantsTools {
            calls = List.copyOf(calls);
            omitted = List.copyOf(omitted);
        }
    }

    /** The model failed, before or in the middle; the reason is for people. */
    record Broke(String reason) implements ModelReply {}

    /** Nobody wants the answer any more. */
    record Abandoned() implements ModelReply {}
}
