package io.agentaiops.agentgateway.run;

import java.time.Duration;

/**
 * What one run may take. Reaching a limit ends the model's part; the answer is then made from what there is, and says so.
 *
 * @param steps turns that a model may take
 * @param toolCalls tool calls that may be made
 * @param tokens tokens that a model may read and write together
 * @param seconds time from the question to the answer; calls still out then are given up
 */
public record Limits(int steps, int toolCalls, long tokens, long seconds) {

    public Limits {
        if (steps < 0 || toolCalls < 0 || tokens < 0 || seconds < 1) {
            throw new IllegalArgumentException("a limit is not negative, and a run has at least one second");
        }
    }

    /** The time as a duration. */
    public Duration time() {
        return Duration.ofSeconds(seconds);
    }
}
