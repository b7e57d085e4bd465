package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.Audit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends runs on request. A command that is out is taken back, an operation is not undone. Where a run has steps for its end
 * in any case, what is out is waited for, so that it does not work against them, and then they are done.
 */
@ApplicationScoped
class RunCanceller {

    private final RunStore store;
    private final RunAdvancer advancer;
    private final RunJournal journal;
    private final Audit audit;
    private final Clock clock;

    RunCanceller(RunStore store, RunAdvancer advancer, RunJournal journal, Audit audit, Clock clock) {
        this.store = store;
        this.advancer = advancer;
        this.journal = journal;
        this.audit = audit;
        this.clock = clock;
    }

    /** The run after the request; one that has ended, or is cancelled already, stays as it is. Empty when there is no such run. */
    @Transactional
    Optional<Run> cancel(UUID id, String principal) {
        return store.lock(id).map(run -> run.state().isEnded() || run.cancelled() ? run : cancelled(run, principal));
    }

    private Run cancelled(Run run, String principal) {
        audit.record(
                principal,
                "procedure.cancel",
                run.procedureId(),
                "cancelled",
                Map.of("runId", run.id().toString()));
        String why = "Cancelled by " + principal;
        run.steps().stream()
                .filter(step -> step.state() == StepState.RUNNING)
                .forEach(step -> advancer.takeBack(run, step, why));
        if (!run.hasToPutRight()) {
            return advancer.advance(advancer.end(run, RunState.CANCELLED, why));
        }
        Instant now = clock.instant();
        Run stopped = run.cancelled(now, why);
        journal.stopped(run, stopped, why + "; what is for the end is still done", now);
        return advancer.advance(stopped);
    }
}
