package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.approval.PlanHash;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import io.agentaiops.toolrunner.tool.Asker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that somebody asks for.
 *
 * @param callId the caller's id for it: the same id never runs twice
 * @param tool the tool's name
 * @param arguments the tool's arguments
 * @param origin what asks
 * @param principal on whose behalf
 * @param expect what a good result looks like
 * @param deadline it is not started any more after this
 * @param timeout how long it may take
 * @param approval what a person agreed to before it was asked for; verified before it is believed
 * @param session the conversation that it belongs to; null when it belongs to none
 * @param traceParent the W3C trace context that it was asked for in, so that its run joins that trace
 * @param roles what the principal may do; empty when nobody said
 */
public record NewToolCall(
        String callId,
        String tool,
        Map<String, Object> arguments,
        Origin origin,
        String principal,
        @Nullable Expectation expect,
        Instant deadline,
        @Nullable Duration timeout,
        ToolCallRequested.@Nullable GivenApproval approval,
        @Nullable String session,
        @Nullable String traceParent,
        Set<String> roles) {

    /** A call that nobody has approved yet, and that belongs to no session and no trace. */
    public NewToolCall(
            String callId,
            String tool,
            Map<String, Object> arguments,
            Origin origin,
            String principal,
            @Nullable Expectation expect,
            Instant deadline,
            @Nullable Duration timeout) {
        this(callId, tool, arguments, origin, principal, expect, deadline, timeout, null, null, null, Set.of());
    }

    public NewToolCall {
        arguments = Map.copyOf(arguments);
        roles = Set.copyOf(roles);
    }

    /** Who asks, for tools to which it matters. */
    Asker asker() {
        return new Asker(callId, principal, roles);
    }

    /** Whose turn it takes: its session's, else its run's or procedure's, else its caller's. */
    String fairnessKey() {
        if (session != null) {
            return "session " + session;
        }
        return origin.kind() == Origin.Kind.API ? "api " + PlanHash.of(principal) : origin.kind() + " " + origin.id();
    }
}
