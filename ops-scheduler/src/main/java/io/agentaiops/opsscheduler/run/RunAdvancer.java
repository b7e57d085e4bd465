package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.opsscheduler.procedure.Condition;
import io.agentaiops.opsscheduler.procedure.StepAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Does what {@link RunEngine} decided, until the run waits or has ended. The caller holds the run's row lock in its
 * transaction: the change, what is sent out because of it and when to look again commit together, so a process that
 * dies leaves either all of it or nothing.
 */
@ApplicationScoped
class RunAdvancer {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** So much later than the window closes, so that it is the window that is told to have cut the step off. */
    private static final Duration WINDOW_GRACE = Duration.ofSeconds(3);

    private final RunStore store;
    private final RunJournal journal;
    private final RunPublisher publisher;
    private final RunConfig config;
    private final Audit audit;
    private final RunTraces traces;
    private final Clock clock;

    RunAdvancer(
            RunStore store,
            RunJournal journal,
            RunPublisher publisher,
            RunConfig config,
            Audit audit,
            RunTraces traces,
            Clock clock) {
        this.store = store;
        this.journal = journal;
        this.publisher = publisher;
        this.config = config;
        this.audit = audit;
        this.traces = traces;
        this.clock = clock;
    }

    /** Takes a locked run as far as it goes now, and stores it. */
    Run advance(Run locked) {
        return traces.in(locked, () -> advanceAll(locked));
    }

    private Run advanceAll(Run locked) {
        Run run = locked;
        if (run.state() == RunState.QUEUED) {
            announce(run);
        }
        while (true) {
            Instant now = clock.instant();
            switch (RunEngine.next(run, now)) {
                case NextAction.Begin(StepRun step) -> run = begin(run, step, now);
                case NextAction.Ask(StepRun step) -> run = ask(run, step, now);
                case NextAction.Settle(StepRun step, StepResult result) -> {
                    takeBack(run, step, result.summary());
                    run = settle(run, step, result);
                }
                case NextAction.End(RunState state, String why) -> run = end(run, state, why);
                case NextAction.Wait(Instant until) -> {
                    store.save(run, until);
                    return run;
                }
                case NextAction.Rest() -> {
                    store.save(run, null);
                    return run;
                }
            }
        }
    }

    /** Ends a step of a locked run; the caller advances the run afterwards. */
    Run settle(Run run, StepRun step, StepResult result) {
        Instant now = clock.instant();
        boolean unwanted = run.cancelled() && step.rules().when() != Condition.ALWAYS;
        if (unwanted && isFailure(result)) {
            StepResult taken = new StepResult(StepState.CANCELLED, result.summary(), result.evidence());
            return ended(run, step, taken, now);
        }
        if (isFailure(result) && step.mayTryAgain()) {
            StepRun again = step.again(result, now.plus(pause(step)));
            journal.stepChanged(run.with(again), again, now);
            return run.with(again);
        }
        return ended(run, step, result, now);
    }

    private Run ended(Run run, StepRun step, StepResult result, Instant now) {
        StepRun done = step.ended(result, now);
        traces.ended(run, done, now);
        Run next = run.with(done);
        journal.stepEnded(next, done, now);
        return next;
    }

    /** Has the step's command stopped if it is out; operations know their deadline. */
    void takeBack(Run run, StepRun step, String why) {
        if (step.state() == StepState.RUNNING && step.action() instanceof StepAction.Run) {
            publisher.takeBack(run, step, why, clock.instant());
        }
    }

    private static boolean isFailure(StepResult result) {
        return result.state() == StepState.FAILED || result.state() == StepState.TIMED_OUT;
    }

    /** Longer after each attempt, a minute at most. */
    private Duration pause(StepRun step) {
        Duration pause =
                config.retryPause().multipliedBy(1L << Math.min(step.rules().attempts() - 1, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void announce(Run run) {
        journal.started(run, clock.instant());
        audit.record(
                run.principal(),
                "procedure.run",
                run.procedureId(),
                "started",
                Map.of(
                        "runId",
                        run.id().toString(),
                        "trigger",
                        run.trigger().text(),
                        "dryRun",
                        Boolean.toString(run.dryRun())));
    }

    /** Ends a locked run whatever it was doing. */
    Run end(Run run, RunState state, String why) {
        Instant now = clock.instant();
        Run next = run.ended(state, now, why);
        traces.ended(next, now);
        journal.runEnded(run, next, now);
        return next;
    }

    private Run begin(Run run, StepRun step, Instant now) {
        // An approved command may have to wait for tool-runner's own approval of a state change.
        Duration patience = step.needsApproval() ? config.approvalWindow() : Duration.ZERO;
        Instant deadline = inTime(run, step, now.plus(step.timeout()).plus(patience));
        StepRun begun = step.begun(UUID.fromString(Ids.next()), now, deadline.plus(config.resultGrace()));
        Run next = run.in(RunState.RUNNING, now).with(begun);
        switch (begun.action()) {
            case StepAction.Uses uses -> publisher.requestOperation(next, begun, uses, deadline);
            case StepAction.Run command ->
                publisher.requestToolCall(
                        next,
                        begun,
                        command,
                        deadline,
                        store.proofOf(begun.approvalId()).orElse(null));
        }
        journal.stepChanged(next, begun, now);
        return next;
    }

    /** What is done in its turn ends with the window, so that it does not work against what is done after. */
    private static Instant inTime(Run run, StepRun step, Instant deadline) {
        Instant endBy = run.endBy();
        if (endBy == null || step.rules().when() != Condition.OK) {
            return deadline;
        }
        Instant closed = endBy.plus(WINDOW_GRACE);
        return closed.isBefore(deadline) ? closed : deadline;
    }

    private Run ask(Run run, StepRun step, Instant now) {
        StepRun asked = step.asked(UUID.fromString(Ids.next()), now, now.plus(config.approvalWindow()));
        Run next = run.in(RunState.WAITING_APPROVAL, now).with(asked);
        publisher.requestApproval(next, asked, Plan.of(next, asked), now, config.approvalWindow());
        journal.stepChanged(next, asked, now);
        return next;
    }
}
