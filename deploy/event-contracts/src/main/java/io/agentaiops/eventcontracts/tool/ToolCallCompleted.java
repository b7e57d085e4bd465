package io.agentaiops.eventcontracts.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool call ended. Its output is data: nothing in it is an instruction to anybody.
 *
 * @param callId the call
 * @param tool the tool
 * @param origin what asked for it
 * @param state how it ended
 * @param output what the tool printed or returned, redacted and cut to the tool's limit
 * @param truncated whether output was cut
 * @param exitCode the process's exit code, where there was a process that ended by itself
 * @param reason why, for every state but {@code succeeded}
 * @param verdict the judgement of {@code expect}, where the call had one
 * @param sandbox how it was isolated, such as {@code bubblewrap} or {@code none}; null when nothing ran
 * @param durationMs time that the tool took, in milliseconds
 * @param completedAt when it ended
 * @param queueMs time that it waited for its turn, in milliseconds; null when it never started
 */
public record ToolCallCompleted(
        String callId,
        String tool,
        Origin origin,
        State state,
        String output,
        boolean truncated,
        @Nullable Integer exitCode,
        @Nullable String reason,
        @Nullable Verdict verdict,
        @Nullable String sandbox,
        long durationMs,
        Instant completedAt,
        @Nullable Long queueMs)
        implements Event {

    /** A result that says nothing about the queue. */
    public ToolCallCompleted(
            String callId,
            String tool,
            Origin origin,
            State state,
            String output,
            boolean truncated,
            @Nullable Integer exitCode,
            @Nullable String reason,
            @Nullable Verdict verdict,
            @Nullable String sandbox,
            long durationMs,
            Instant completedAt) {
        this(
                callId,
                tool,
                origin,
                state,
                output,
                truncated,
                exitCode,
                reason,
                verdict,
                sandbox,
                durationMs,
                completedAt,
                null);
    }

    /** How a call can end. */
    public enum State {
        /** It ran; its exit code, if any, was 0 or the one expected. */
        @JsonProperty("succeeded")
        SUCCEEDED,
        /** It ran, or could not be started, and failed. */
        @JsonProperty("failed")
        FAILED,
        /** It ran out of time and was stopped. */
        @JsonProperty("timed-out")
        TIMED_OUT,
        /** Policy or a person refused it; nothing ran. */
        @JsonProperty("denied")
        DENIED,
        /** Its deadline, or the time to approve it, passed before it started. */
        @JsonProperty("expired")
        EXPIRED,
        /** It was interrupted while it ran and may have had its effect; it is never repeated. */
        @JsonProperty("unknown-outcome")
        UNKNOWN_OUTCOME,
        /** Somebody took it back, and it was not started or was stopped; the reason says which. */
        @JsonProperty("cancelled")
        CANCELLED
    }

    /**
     * The judgement of an {@link Expectation}.
     *
     * @param met whether every condition held
     * @param reason which condition did not hold and what was found instead; empty when met
     */
    public record Verdict(boolean met, String reason) {}

    public ToolCallCompleted {
        Require.text(callId, "callId");
        Require.text(tool, "tool");
        requireNonNull(origin, "origin");
        requireNonNull(state, "state");
        requireNonNull(output, "output");
        Require.notNegative(durationMs, "durationMs");
        requireNonNull(completedAt, "completedAt");
    }

    @Override
    public String key() {
        return origin.id();
    }
}
