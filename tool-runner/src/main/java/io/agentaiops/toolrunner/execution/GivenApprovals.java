package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventbus.approval.PlanHash;
import io.agentaiops.eventcontracts.tool.ToolCallRequested.GivenApproval;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Believes an approval that the caller brings, so that nobody is asked twice for one step of a procedure: when the
 * gateway signed it, the plan that the person saw ends with exactly this command, and no other call had it before.
 */
@ApplicationScoped
class GivenApprovals {

    private static final Logger LOG = Logger.getLogger(GivenApprovals.class);

    private final ApprovalProof proof;
    private final ToolCallStore store;
    private final Clock clock;

    GivenApprovals(ApprovalProof proof, ToolCallStore store, Clock clock) {
        this.proof = proof;
        this.store = store;
        this.clock = clock;
    }

    /** Whether so many persons have agreed to the call already; in any doubt they have not, and are asked. */
    boolean covers(NewToolCall call, int approvers) {
        GivenApproval given = call.approval();
        Object command = call.arguments().get("command");
        if (given == null || command == null || !given.plan().endsWith("\nrun: " + command)) {
            return false;
        }
        boolean proven = proof.approves(given.approvalId(), PlanHash.of(given.plan()), given.proof(), approvers);
        if (!proven) {
            LOG.warnf("an approval that came with a call is not believed: callId=%s", call.callId());
        }
        return proven && store.useApproval(given.approvalId(), call.callId(), clock.instant());
    }
}
