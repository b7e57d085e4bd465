package io.agentaiops.toolrunner.execution;

/**
 * That somebody takes a call back.
 *
 * @param by who
 * @param reason why, as they say; may be empty
 */
public record Cancellation(String by, String reason) {

    private static final int MAX_REASON = 500;

    public Cancellation {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        reason = line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "..." : line;
    }

    /** The result of a call that was not started. */
    CallResult beforeItStarted() {
        return CallResult.without(CallState.CANCELLED, words() + "; it had not started");
    }

    /**
     * The result of a call that was stopped.
     *
     * @param output what it had printed
     * @param truncated whether that was cut
     */
    CallResult whileItRan(String output, boolean truncated, long durationMs) {
        String reason = words() + " while it ran; what it had done by then stays done";
        return new CallResult(CallState.CANCELLED, output, truncated, null, reason, null, null, durationMs);
    }

    private String words() {
        return "cancelled by " + by + (reason.isEmpty() ? "" : ": " + reason);
    }
}
