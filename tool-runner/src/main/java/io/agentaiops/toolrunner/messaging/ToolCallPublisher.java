package io.agentaiops.toolrunner.messaging;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted;
import io.agentaiops.eventcontracts.tool.ToolCallProgressed;
import io.agentaiops.toolrunner.execution.CallApproval;
import io.agentaiops.toolrunner.execution.CallResult;
import io.agentaiops.toolrunner.execution.CallState;
import io.agentaiops.toolrunner.execution.ToolCall;
import io.agentaiops.toolrunner.execution.ToolCallEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Says how calls ended, and asks for approvals. */
@ApplicationScoped
class ToolCallPublisher implements ToolCallEvents {

    private static final String MAY_APPROVE = "approver";
    private static final int MAX_TITLE = 120;

    private final Outbox outbox;
    private final DirectPublisher direct;
    private final ServiceIdentity identity;
    private final Clock clock;

    ToolCallPublisher(Outbox outbox, DirectPublisher direct, ServiceIdentity identity, Clock clock) {
        this.outbox = outbox;
        this.direct = direct;
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public void completed(ToolCall call) {
        CallResult result = requireNonNull(call.result());
        outbox.publish(new ToolCallCompleted(
                call.id(),
                call.request().tool(),
                call.request().origin(),
                state(result.state()),
                result.output(),
                result.truncated(),
                result.exitCode(),
                result.reason(),
                result.verdict(),
                result.sandbox(),
                result.durationMs(),
                requireNonNull(call.completedAt()),
                call.queueMs()));
    }

    @Override
    public void progressed(ToolCall call, String output) {
        direct.send(new ToolCallProgressed(
                call.id(), call.request().tool(), call.request().origin(), output, clock.instant()));
    }

    @Override
    public void approvalRequested(ToolCall call) {
        CallApproval approval = requireNonNull(call.approval());
        outbox.publish(new ApprovalRequested(
                approval.id(),
                identity.service(),
                call.request().origin(),
                call.request().principal(),
                call.id(),
                title(approval.plan()),
                approval.plan(),
                approval.planHash(),
                MAY_APPROVE,
                clock.instant(),
                approval.expiresAt(),
                approval.approvers(),
                call.request().arguments(),
                approval.reason(),
                approval.preview()));
    }

    private static String title(String plan) {
        String first = plan.lines().findFirst().orElse("");
        return "Run: " + (first.length() > MAX_TITLE ? first.substring(0, MAX_TITLE) + "..." : first);
    }

    private static ToolCallCompleted.State state(CallState state) {
        return switch (state) {
            case SUCCEEDED -> ToolCallCompleted.State.SUCCEEDED;
            case FAILED -> ToolCallCompleted.State.FAILED;
            case TIMED_OUT -> ToolCallCompleted.State.TIMED_OUT;
            case DENIED -> ToolCallCompleted.State.DENIED;
            case EXPIRED -> ToolCallCompleted.State.EXPIRED;
            case UNKNOWN_OUTCOME -> ToolCallCompleted.State.UNKNOWN_OUTCOME;
            case CANCELLED -> ToolCallCompleted.State.CANCELLED;
            case ACCEPTED, RUNNING, WAITING_APPROVAL -> throw new IllegalArgumentException(state + " is no end");
        };
    }
}
