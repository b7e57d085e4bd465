package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people do to runs that are under way or have failed: hold them, let them go on, begin again where they failed. */
@ApplicationScoped
class RunGovernor {

    private final RunStore store;
    private final RunAdvancer advancer;
    private final RunJournal journal;
    private final Audit audit;
    private final Clock clock;

    RunGovernor(RunStore store, RunAdvancer advancer, RunJournal journal, Audit audit, Clock clock) {
        this.store = store;
        this.advancer = advancer;
        this.journal = journal;
        this.audit = audit;
        this.clock = clock;
    }

    /** Nothing new goes out until it is resumed; empty when there is no such run. */
    @Transactional
    Optional<Run> pause(UUID id, String principal) {
        return store.lock(id).map(run -> {
            requireUnderWay(run);
            return run.state() == RunState.PAUSED ? run : change(run, RunState.PAUSED, principal, "Paused");
        });
    }

    /** The run goes on; one that was not paused stays as it is. */
    @Transactional
    Optional<Run> resume(UUID id, String principal) {
        return store.lock(id).map(run -> {
            requireUnderWay(run);
            if (run.state() != RunState.PAUSED) {
                return run;
            }
            boolean asked = run.steps().stream().anyMatch(step -> step.state() == StepState.WAITING_APPROVAL);
            return change(run, asked ? RunState.WAITING_APPROVAL : RunState.RUNNING, principal, "Resumed");
        });
    }

    /**
     * A new run that takes over what was done and begins with the step that failed, or with the first one when what was done
     * is undone. Each run is gone on with once, and not while the procedure runs.
     */
    @Transactional
    Optional<Run> rerun(UUID id, String principal) {
        return store.lock(id).map(run -> {
            if (run.state() != RunState.FAILED && run.state() != RunState.CANCELLED) {
                throw Problem.conflict(
                        "run-not-failed",
                        "The run is " + run.state().text() + "; only one that failed or was cancelled is begun again.");
            }
            store.lockStarts(run.procedureId());
            store.active(run.procedureId()).ifPresent(other -> {
                throw Problem.conflict(
                        "run-under-way", "Run " + other + " of this procedure is under way; wait for it or cancel it.");
            });
            store.rerunOf(run).ifPresent(other -> {
                throw Problem.conflict(
                        "run-begun-again", "Run " + other + " has gone on where this one ended; go on from that one.");
            });
            Run again = run.again(UUID.fromString(Ids.next()), principal, clock.instant());
            store.insert(again);
            return advancer.advance(again);
        });
    }

    private Run change(Run run, RunState next, String principal, String what) {
        Instant now = clock.instant();
        Run changed = run.in(next, now);
        journal.held(changed, what + " by " + principal, now);
        audit.record(
                principal,
                "procedure." + (next == RunState.PAUSED ? "pause" : "resume"),
                run.procedureId(),
                next.text(),
                Map.of("runId", run.id().toString()));
        return advancer.advance(changed);
    }

    private static void requireUnderWay(Run run) {
        if (run.state().isEnded()) {
            throw Problem.conflict(
                    "run-ended", "The run has ended: " + run.state().text() + ".");
        }
    }
}
