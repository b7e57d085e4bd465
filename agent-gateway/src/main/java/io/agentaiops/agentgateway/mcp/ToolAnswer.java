package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How the call of a tool went. */
sealed interface ToolAnswer {

    /**
     * It was made, well or badly.
     *
     * @param text for the model
     * @param structured the same for programs, an object
     * @param failed whether it went wrong
     */
    record Made(String text, @Nullable JsonNode structured, boolean failed) implements ToolAnswer {

        static Made wrong(String text) {
            return new Made(text, null, true);
        }
    }

    /**
     * A person must decide first.
     *
     * @param text for the model
     * @param structured the same for programs
     * @param callId the call that waits
     */
    record Undecided(String text, JsonNode structured, String callId) implements ToolAnswer {}

    /** There is no such tool. */
    record Unknown(String name) implements ToolAnswer {}
}
