package io.agentaiops.toolrunner.approval;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.approval.ApprovalProof;
import io.agentaiops.eventbus.approval.ApprovalProof.Verified;
import io.agentaiops.eventcontracts.approval.ApprovalDecided;
import io.agentaiops.toolrunner.execution.CallApproval;
import io.agentaiops.toolrunner.execution.CallJournal;
import io.agentaiops.toolrunner.execution.CallPlanner;
import io.agentaiops.toolrunner.execution.CallResult;
import io.agentaiops.toolrunner.execution.CallState;
import io.agentaiops.toolrunner.execution.ToolCall;
import io.agentaiops.toolrunner.execution.ToolExecutor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Takes decisions on waiting calls. */
@ApplicationScoped
public class ApprovalDesk {

    private final ApprovalProof proof;
    private final CallJournal journal;
    private final ToolExecutor executor;
    private final CallPlanner planner;
    private final AfterCommit afterCommit;
    private final Audit audit;

    ApprovalDesk(
            ApprovalProof proof,
            CallJournal journal,
            ToolExecutor executor,
            CallPlanner planner,
            AfterCommit afterCommit,
            Audit audit) {
        this.proof = proof;
        this.journal = journal;
        this.executor = executor;
        this.planner = planner;
        this.afterCommit = afterCommit;
        this.audit = audit;
    }

    /**
     * Carries a decision out. One that comes twice, or too late, changes nothing; one that is not proven leaves the
     * call waiting, so that a forger can neither run nor stop it.
     *
     * @throws InvalidEvent when the decision is not proven
     */
    @Transactional
    public void decide(ApprovalDecided decision) {
        ToolCall call = journal.lockByApproval(decision.approvalId())
                .orElseThrow(() -> new InvalidEvent("there is no approval " + decision.approvalId()));
        CallApproval approval = call.approval();
        if (approval == null || call.state() != CallState.WAITING_APPROVAL) {
            return;
        }
        if (!approval.planHash().equals(decision.planHash())) {
            throw refused(decision, "the decision is on another plan than the one that waits");
        }
        switch (proof.verify(decision, approval.approvers())) {
            case Verified.Forged(String reason) -> throw refused(decision, reason);
            case Verified.Expired() ->
                journal.complete(call, CallResult.without(CallState.EXPIRED, "nobody approved it in time"));
            case Verified.By(String person) -> carryOut(call, decision, person);
        }
    }

    private void carryOut(ToolCall call, ApprovalDecided decision, String persons) {
        if (decision.decision() == ApprovalDecided.Decision.DENY) {
            String why = decision.reason().isBlank() ? "" : ": " + decision.reason();
            journal.complete(call, CallResult.without(CallState.DENIED, "denied by " + persons + why));
            return;
        }
        Map<String, Object> edited = decision.arguments();
        boolean goesOn = edited == null ? journal.approve(call, persons) : approveEdited(call, persons, edited);
        if (goesOn) {
            afterCommit.run(() -> executor.submit(call));
        }
    }

    /** What was edited is judged like anything else; what needs more persons than have agreed is asked for anew. */
    private boolean approveEdited(ToolCall call, String persons, Map<String, Object> edited) {
        CallApproval approval = requireNonNull(call.approval());
        return switch (planner.judge(call.request(), edited, approval.host())) {
            case CallPlanner.Next.End(CallResult result) -> {
                journal.complete(
                        call, CallResult.without(CallState.DENIED, "as edited by " + persons + ": " + result.reason()));
                yield false;
            }
            case CallPlanner.Next.Run planned -> journal.approveEdited(call, persons, edited, planned.plan());
            case CallPlanner.Next.Ask asked ->
                journal.approveEdited(
                        call, asked.approvers() > approval.approvers() ? null : persons, edited, asked.plan());
            case CallPlanner.Next.Leave() -> false;
        };
    }

    /** Recorded in a transaction of its own: the one of the event is rolled back. */
    private InvalidEvent refused(ApprovalDecided decision, String reason) {
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record(
                        "unknown", "approval.decide", decision.approvalId(), "refused", Map.of("reason", reason)));
        return new InvalidEvent(reason);
    }
}
