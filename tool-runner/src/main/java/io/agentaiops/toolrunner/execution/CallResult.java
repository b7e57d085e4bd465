package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param state a final state
 * @param output what the tool printed, redacted
 * @param truncated whether output was cut
 * @param exitCode of a process that ended by itself
 * @param reason why, unless it succeeded
 * @param verdict of the call's expectation
 * @param sandbox the level that it ran at; null when nothing ran
 * @param durationMs time taken, in milliseconds
 */
public record CallResult(
        CallState state,
        String output,
        boolean truncated,
        @Nullable Integer exitCode,
        @Nullable String reason,
        @Nullable Verdict verdict,
        @Nullable String sandbox,
        long durationMs) {

    public CallResult {
        if (!state.isFinal()) {
            throw new IllegalArgumentException(state + " is no end");
        }
    }

    /** A call that ends without having run, or of which nothing is known. */
    public static CallResult without(CallState state, String reason) {
        return new CallResult(state, "", false, null, reason, null, null, 0);
    }
}
