package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.agent.Agent;
import io.agentaiops.agentgateway.approval.Approval;
import io.agentaiops.agentgateway.approval.ApprovalInbox;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.approval.PlanHash;
import io.agentaiops.eventcontracts.approval.ApprovalRequested;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/** Hears what waits for a person. */
@ApplicationScoped
class ApprovalListener {

    private final ApprovalInbox inbox;
    private final Agent agent;

    ApprovalListener(ApprovalInbox inbox, Agent agent) {
        this.inbox = inbox;
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
                        Approval.State.PENDING,
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

    private static int approvers(ApprovalRequested event) {
        Integer approvers = event.approvers();
        return approvers == null ? 1 : approvers;
    }
}
