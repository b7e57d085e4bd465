package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.agent.Agent;
import io.agentaiops.agentgateway.approval.Approval;
import io.agentaiops.agentgateway.approval.ApprovalInbox;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.approval.PlanHash;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/** Hears what waits for a person. */
@ApplicationScoped
class ApprovalListener {

    private final ApprovalInbox inbox;
    private final RunStore runs;
    private final Agent agent;

    ApprovalListener(ApprovalInbox inbox, RunStore runs, Agent agent) {
        this.inbox = inbox;
        this.runs = runs;
        this.agent = agent;
    }

    void listen(@Observes Subscriptions on) {
        on.each(ApprovalRequested.class, this::requested);
    }

    private void requested(ApprovalRequested event, EventMetadata meta) {
        if (!PlanHash.of(event.plan()).equals(event.planHash())) {
            throw new InvalidEvent("planHash is not the SHA-256 of plan: what is shown would not be what is decided");
        }
        inbox.take(new Approval(
                        event.approvalId(),
                        event.requester(),
                        event.origin().kind().name().toLowerCase(Locale.ROOT),
                        event.origin().id(),
                        event.principal(),
                        event.callId(),
                        event.title(),
                        event.plan(),
                        event.planHash(),
                        event.role(),
                        isWanted(event) ? Approval.State.PENDING : Approval.State.WITHDRAWN,
                        event.requestedAt(),
                        event.expiresAt(),
                        null,
                        null,
                        null,
                        approvers(event),
                        List.of(),
                        event.reason(),
                        event.preview(),
                        event.arguments(),
                        null))
                .ifPresent(agent::goOn);
    }

    /** The run may have been stopped while the question was on its way. */
    private boolean isWanted(ApprovalRequested event) {
        return event.origin().kind() != Origin.Kind.RUN
                || !runs.isCancelled(event.origin().id());
    }

    private static int approvers(ApprovalRequested event) {
        Integer approvers = event.approvers();
        return approvers == null ? 1 : approvers;
    }
}
