package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes people's decisions in. Only the signed proof counts, and only for exactly the plan that the step would carry
 * out now; a decision without a good proof changes nothing, is logged and audited.
 */
@ApplicationScoped
public class RunApprovals {

    /** The role that may decide. */
    public static final String ROLE = "approver";

    /** Who decides when nobody does in time. */
    private static final String EXPIRY = "expiry";

    private static final Logger LOG = Logger.getLogger(RunApprovals.class);

    private final RunStore store;
    private final RunAdvancer advancer;
    private final ApprovalProofs proofs;
    private final Audit audit;
    private final Clock clock;

    RunApprovals(RunStore store, RunAdvancer advancer, ApprovalProofs proofs, Audit audit, Clock clock) {
        this.store = store;
        this.advancer = advancer;
        this.proofs = proofs;
        this.audit = audit;
        this.clock = clock;
    }

    /** A decision arrived. */
    @Transactional
    public void decided(UUID approvalId, String proof) {
        Optional<Run> found = store.byApproval(approvalId).flatMap(store::lock);
        if (found.isEmpty()) {
            return;
        }
        Run run = found.get();
        Optional<StepRun> waiting = run.steps().stream()
                .filter(step -> step.state() == StepState.WAITING_APPROVAL && approvalId.equals(step.approvalId()))
                .findFirst();
        if (waiting.isPresent()) {
            judge(run, waiting.get(), approvalId, proof);
        }
    }

    private void judge(Run run, StepRun step, UUID approvalId, String proof) {
        switch (proofs.check(proof)) {
            case ApprovalProofs.Worthless(String reason) -> refuse(run, step, reason);
            case ApprovalProofs.Genuine genuine -> {
                Optional<String> objection = objection(run, step, approvalId, genuine);
                if (objection.isPresent()) {
                    refuse(run, step, objection.get());
                } else {
                    apply(run, step, genuine);
                }
            }
        }
    }

    private Optional<String> objection(Run run, StepRun step, UUID approvalId, ApprovalProofs.Genuine proof) {
        Instant deadline = step.deadline();
        if (!proof.approvalId().equals(approvalId.toString())) {
            return Optional.of("the proof is for another approval");
        }
        if (!proof.planHash().equals(Plan.of(run, step).hash())) {
            return Optional.of("the proof is for another plan");
        }
        boolean expired = !proof.approved() && proof.subject().equals(EXPIRY);
        if (!expired && !proof.roles().contains(ROLE)) {
            return Optional.of(proof.subject() + " does not have the role " + ROLE);
        }
        if (deadline != null && clock.instant().isAfter(deadline)) {
            return Optional.of("the decision came too late");
        }
        return Optional.empty();
    }

    private void apply(Run run, StepRun step, ApprovalProofs.Genuine proof) {
        record(run, step, proof.subject(), proof.approved() ? "approved" : "denied", "");
        if (proof.approved()) {
            advancer.advance(run.with(step.approved(proof.subject())));
        } else {
            StepResult denied = StepResult.of(StepState.DENIED, "Denied by " + proof.subject() + "; not done");
            advancer.advance(advancer.settle(run, step, denied));
        }
    }

    private void refuse(Run run, StepRun step, String reason) {
        LOG.warnf("approval not accepted runId=%s step=%s: %s", run.id(), step.stepId(), reason);
        record(run, step, "unknown", "refused", reason);
    }

    private void record(Run run, StepRun step, String who, String outcome, String reason) {
        audit.record(
                who,
                "procedure.approve",
                run.procedureId() + "/" + step.stepId(),
                outcome,
                Map.of("runId", run.id().toString(), "reason", reason));
    }
}
