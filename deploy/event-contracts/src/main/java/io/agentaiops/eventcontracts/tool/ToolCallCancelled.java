package io.agentaiops.eventcontracts.tool;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * Whoever asked for this call does not want it any more. One that has not started never starts, a running one is
 * stopped, and its result says so. One that has ended stays as it is.
 *
 * @param callId the call
 * @param origin what asked for it; only the same may take it back
 * @param principal on whose behalf it is taken back
 * @param reason why, for people
 * @param cancelledAt when
 */
public record ToolCallCancelled(String callId, Origin origin, String principal, String reason, Instant cancelledAt)
        implements Event {

    public ToolCallCancelled {
        Require.text(callId, "callId");
        requireNonNull(origin, "origin");
        Require.text(principal, "principal");
        requireNonNull(reason, "reason");
        requireNonNull(cancelledAt, "cancelledAt");
    }

    @Override
    public String key() {
        return origin.id();
    }
}
