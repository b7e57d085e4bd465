package io.agentaiops.opsscheduler.run;

import static java.util.Objects.requireNonNull;

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
 * Takes people's decisions in. A decision counts only for exactly the plan that the step would carry out now; one that is
 * forged, late or for another plan changes nothing, is logged and audited.
 */
@ApplicationScoped
public class RunApprovals {

    /** The role that may decide. */
    public static final String ROLE = "approver";

    private static final Logger LOG = Logger.getLogger(RunApprovals.class);

    /** What arrived. */
    public sealed interface Decision {
        /** Somebody who may decide said yes to the plan of that hash, as the signed proof says. */
        record Approved(String by, String planHash, String proof) implements Decision {
            @Override
            public String toString() {
                return "Approved[by " + by + "]";
            }
        }

        /** Somebody said no to the plan of that hash, or time did. */
        record Denied(String by, String planHash) implements Decision {}

        /** Nobody who counts. */
        record Forged(String reason) implements Decision {}
    }

    private final RunStore store;
    private final RunAdvancer advancer;
    private final Audit audit;
    private final Clock clock;

    RunApprovals(RunStore store, RunAdvancer advancer, Audit audit, Clock clock) {
        this.store = store;
        this.advancer = advancer;
        this.audit = audit;
        this.clock = clock;
    }

    /** A decision arrived; one about a step that does not wait for it (any more) is passed over. */
    @Transactional
    public void decided(UUID approvalId, Decision decision) {
        Optional<Run> found = store.byApproval(approvalId).flatMap(store::lock);
        if (found.isEmpty()) {
            return;
        }
        Run run = found.get();
        run.steps().stream()
                .filter(step -> step.state() == StepState.WAITING_APPROVAL && approvalId.equals(step.approvalId()))
                .findFirst()
                .ifPresent(step -> judge(run, step, decision));
    }

    private void judge(Run run, StepRun step, Decision decision) {
        switch (decision) {
            case Decision.Forged(String reason) -> refuse(run, step, reason);
            case Decision.Approved(String by, String planHash, String proof) -> {
                if (fits(run, step, planHash)) {
                    store.keepProof(requireNonNull(step.approvalId()), proof);
                    record(run, step, by, "approved", "");
                    advancer.advance(run.with(step.approved(by)));
                }
            }
            case Decision.Denied(String by, String planHash) -> {
                if (fits(run, step, planHash)) {
                    record(run, step, by, "denied", "");
                    StepResult denied = StepResult.of(StepState.DENIED, "Denied by " + by + "; not done");
                    advancer.advance(advancer.settle(run, step, denied));
                }
            }
        }
    }

    private boolean fits(Run run, StepRun step, String planHash) {
        Instant deadline = step.deadline();
        if (!planHash.equals(Plan.of(run, step).hash())) {
            refuse(run, step, "the decision is for another plan");
            return false;
        }
        if (deadline != null && clock.instant().isAfter(deadline)) {
            refuse(run, step, "the decision came too late");
            return false;
        }
        return true;
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
