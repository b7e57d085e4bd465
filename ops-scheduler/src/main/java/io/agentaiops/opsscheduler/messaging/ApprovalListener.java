package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.opsscheduler.run.RunApprovals;
import io.agentaiops.opsscheduler.run.RunIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears decisions about steps. Only what the gateway's signature proves is passed on. */
@ApplicationScoped
class ApprovalListener {

    private final ApprovalProof proof;
    private final RunApprovals approvals;

    ApprovalListener(ApprovalProof proof, RunApprovals approvals) {
        this.proof = proof;
        this.approvals = approvals;
    }

    void listen(@Observes Subscriptions on) {
        on.each(ApprovalDecided.class, this::decided);
    }

    void decided(ApprovalDecided event, EventMetadata meta) {
        if (event.requester().equals(RunEventPublisher.REQUESTER)) {
            RunIds.parse(event.approvalId()).ifPresent(id -> approvals.decided(id, decision(event)));
        }
    }

    private RunApprovals.Decision decision(ApprovalDecided event) {
        return switch (proof.verify(event)) {
            case ApprovalProof.Verified.By(String person) ->
                switch (event.decision()) {
                    case APPROVE -> new RunApprovals.Decision.Approved(person, event.planHash(), event.proof());
                    case DENY -> new RunApprovals.Decision.Denied(person, event.planHash());
                };
            case ApprovalProof.Verified.Expired() ->
                new RunApprovals.Decision.Denied(ApprovalProof.EXPIRY, event.planHash());
            case ApprovalProof.Verified.Forged(String reason) -> new RunApprovals.Decision.Forged(reason);
        };
    }
}
