package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.procedure.StepAction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes the results of steps in. A result counts once and only while its step is running: a repeated one, one that
 * comes after the timeout or after a cancel, and one of somebody else's call change nothing.
 */
@ApplicationScoped
public class RunResults {

    private static final Logger LOG = Logger.getLogger(RunResults.class);

    private final RunStore store;
    private final RunAdvancer advancer;

    RunResults(RunStore store, RunAdvancer advancer) {
        this.store = store;
        this.advancer = advancer;
    }

    /** The operation or tool call ended. */
    @Transactional
    public void ended(UUID attemptId, StepResult result) {
        Optional<Run> found = store.byAttempt(attemptId).flatMap(store::lock);
        if (found.isEmpty()) {
            return;
        }
        Run run = found.get();
        Optional<StepRun> waiting = run.steps().stream()
                .filter(step -> step.state() == StepState.RUNNING && attemptId.equals(step.attemptId()))
                .findFirst();
        if (waiting.isEmpty()) {
            LOG.debugf("late or repeated result ignored runId=%s attemptId=%s", run.id(), attemptId);
            return;
        }
        advancer.advance(advancer.settle(run, waiting.get(), orLeftOpen(waiting.get(), result)));
    }

    /** A task for a person was handed over, not done. */
    private static StepResult orLeftOpen(StepRun step, StepResult result) {
        boolean forPerson = step.action() instanceof StepAction.Uses uses
                && uses.capability() == Capability.PERSON_CONFIRM
                && result.state() == StepState.SUCCEEDED
                && !Boolean.TRUE.equals(result.evidence().get(PersonConfirm.CONFIRMED));
        return forPerson ? new StepResult(StepState.OPEN, result.summary(), result.evidence()) : result;
    }
}
