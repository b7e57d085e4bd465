package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.approval.Approval;
import io.agentaiops.agentgateway.approval.ApprovalDecisions;
import io.agentaiops.agentgateway.approval.Decision;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Says {@code approval.decided}. */
@ApplicationScoped
class ApprovalPublisher implements ApprovalDecisions {

    private final Outbox outbox;

    ApprovalPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void decided(
            Approval approval, Decision decision, String decidedBy, String reason, String proof, Instant at) {
        outbox.publish(new ApprovalDecided(
                approval.id(),
                approval.requester(),
                switch (decision) {
                    case APPROVE -> ApprovalDecided.Decision.APPROVE;
                    case DENY -> ApprovalDecided.Decision.DENY;
                },
                approval.planHash(),
                decidedBy,
                reason,
                proof,
                at,
                decision == Decision.APPROVE ? approval.editedArguments() : null));
    }
}
