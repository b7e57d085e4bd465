package io.agentaiops.eventcontracts.tool;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Please run this tool once. tool-runner's policy decides whether it runs, waits for a person, or is refused.
 *
 * @param callId unique; asking again with the same id never runs the tool again
 * @param tool name of the tool in tool-runner's registry, such as {@code terminal}
 * @param arguments the tool's arguments, such as {@code {"command": "df -h"}}
 * @param origin what asked; calls of one origin are taken on in their order and may run side by side
 * @param principal on whose behalf
 * @param expect what a good result looks like, when the caller wants a verdict
 * @param deadline a call that has not started by then is not started any more
 * @param timeoutMs time that the tool may take, in milliseconds; null for the tool's own limit
 * @param approval what a person has agreed to already, so that nobody is asked twice; null when nobody was asked
 * @param session the conversation that it belongs to: those of one session share a turn; null when it belongs to none
 * @param roles what the principal may do, implied roles included; null when nobody says, and then it may do least
 */
public record ToolCallRequested(
        String callId,
        String tool,
        Map<String, Object> arguments,
        Origin origin,
        String principal,
        @Nullable Expectation expect,
        Instant deadline,
        @Nullable Long timeoutMs,
        @Nullable GivenApproval approval,
        @Nullable String session,
        @Nullable List<String> roles)
        implements Event {

    /**
     * An approval that the caller asked for itself. Trusted for its proof and nothing else.
     *
     * @param approvalId the caller's request
     * @param plan what the person saw; its last line is {@code run:} and the command, exactly
     * @param proof a JWT signed by agent-gateway, as in {@code approval.decided}
     */
    public record GivenApproval(String approvalId, String plan, String proof) {
        public GivenApproval {
            Require.text(approvalId, "approvalId");
            Require.text(plan, "plan");
            Require.text(proof, "proof");
        }

        /** Leaves the proof out, which is a credential. */
        @Override
        public String toString() {
            return "GivenApproval[" + approvalId + "]";
        }
    }

    /** A call that nobody has approved yet. */
    public ToolCallRequested(
            String callId,
            String tool,
            Map<String, Object> arguments,
            Origin origin,
            String principal,
            @Nullable Expectation expect,
            Instant deadline,
            @Nullable Long timeoutMs) {
        this(callId, tool, arguments, origin, principal, expect, deadline, timeoutMs, null, null, null);
    }

    /** A call that belongs to no session. */
    public ToolCallRequested(
            String callId,
            String tool,
            Map<String, Object> arguments,
            Origin origin,
            String principal,
            @Nullable Expectation expect,
            Instant deadline,
            @Nullable Long timeoutMs,
            @Nullable GivenApproval approval) {
        this(callId, tool, arguments, origin, principal, expect, deadline, timeoutMs, approval, null, null);
    }

    public ToolCallRequested {
        Require.text(callId, "callId");
        Require.text(tool, "tool");
        arguments = Map.copyOf(arguments);
        requireNonNull(origin, "origin");
        Require.text(principal, "principal");
        requireNonNull(deadline, "deadline");
        roles = roles == null ? null : List.copyOf(roles);
        if (timeoutMs != null && timeoutMs <= 0) {
            throw new IllegalArgumentException("timeoutMs must be positive but is " + timeoutMs);
        }
    }

    @Override
    public String key() {
        return origin.id();
    }
}
