package io.agentaiops.agentgateway.approval;

import java.time.Instant;

/** Tells the service that waits; the package {@code messaging} says it. */
public interface ApprovalDecisions {

    /** The decision, with the signed proof that the requester verifies; in the current transaction. */
    void decided(Approval approval, Decision decision, String decidedBy, String reason, String proof, Instant at);
}
