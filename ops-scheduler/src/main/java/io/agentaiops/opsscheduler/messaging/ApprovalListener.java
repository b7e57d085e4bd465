package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.opsscheduler.run.RunApprovals;
import io.agentaiops.opsscheduler.run.RunIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears decisions about steps. Only the proof is passed on: what else the event says, anybody could have written. */
@ApplicationScoped
class ApprovalListener {

    private final RunApprovals approvals;

    ApprovalListener(RunApprovals approvals) {
        this.approvals = approvals;
    }

    void listen(@Observes Subscriptions on) {
        on.each(ApprovalDecided.class, this::decided);
    }

    void decided(ApprovalDecided event, EventMetadata meta) {
        if (event.requester().equals(RunEventPublisher.REQUESTER)) {
            RunIds.parse(event.approvalId()).ifPresent(id -> approvals.decided(id, event.proof()));
        }
    }
}
