package io.agentaiops.toolrunner.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as stored.
 *
 * @param request what was asked for
 * @param state where it stands
 * @param approval what a person is asked, or was
 * @param repeatable whether the run in progress may be repeated
 * @param attempts how often it was started
 * @param result how it ended; null until then
 * @param acceptedAt when it was stored
 * @param completedAt when it ended
 * @param queuedAt since when it waits for its turn, or did
 * @param cancellation that it is taken back; null when it is not
 * @param queueMs how long it waited for its turn, in milliseconds; null until it starts
 */
public record ToolCall(
        NewToolCall request,
        CallState state,
        @Nullable CallApproval approval,
        boolean repeatable,
        int attempts,
        @Nullable CallResult result,
        Instant acceptedAt,
        @Nullable Instant completedAt,
        Instant queuedAt,
        @Nullable Cancellation cancellation,
        @Nullable Long queueMs) {

    /** The caller's id. */
    public String id() {
        return request.callId();
    }

    /** Whether a person agreed to its plan. */
    boolean isApproved() {
        return approval != null && approval.approvedBy() != null;
    }
}
