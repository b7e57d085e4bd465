package io.agentaiops.opsscheduler.run;

import io.agentaiops.opsscheduler.procedure.Condition;
import io.agentaiops.opsscheduler.procedure.OnFailure;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what a run needs next, from what has happened to its steps and nothing else. Steps go in the order of the
 * document, one at a time.
 */
final class RunEngine {

    /** A paused run is looked at so often. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private RunEngine() {}

    /** The next action at that time; asking again without a change gives the same answer. */
    static NextAction next(Run run, Instant now) {
        if (run.state().isEnded()) {
            return new NextAction.Rest();
        }
        boolean failed = false;
        String stopped = run.cancelled() ? "Cancelled" : run.isClosed(now) ? "Not done: the window has closed" : "";
        for (StepRun step : run.steps()) {
            if (!step.state().isEnded()) {
                boolean stoppedForGood = !stopped.isEmpty() && nothingLeft(run, step, failed || run.isClosed(now));
                return stoppedForGood
                        ? new NextAction.End(end(run, true), stopped)
                        : unfinished(run, step, now, failed, stopped);
            }
            failed |= step.state().isFailure() || isCutOff(run, step, now);
            if (step.state().isFailure() && step.onFailure() == OnFailure.STOP && stopped.isEmpty()) {
                stopped = "Not done: step '" + step.title() + "' failed and the procedure stops there";
            }
        }
        return new NextAction.End(end(run, failed), "");
    }

    /** One that was cancelled has failed only where what was to be put right was not. */
    private static RunState end(Run run, boolean failed) {
        if (!run.cancelled()) {
            return failed ? RunState.FAILED : RunState.SUCCEEDED;
        }
        boolean leftWrong = run.steps().stream()
                .anyMatch(step ->
                        step.rules().when() == Condition.ALWAYS && step.state().isFailure());
        return leftWrong ? RunState.FAILED : RunState.CANCELLED;
    }

    /** Skipped because the window has closed, which is no success. */
    private static boolean isCutOff(Run run, StepRun step, Instant now) {
        return run.isClosed(now)
                && step.state() == StepState.SKIPPED
                && step.rules().when() == Condition.OK;
    }

    /** Whether neither the step nor one after it is done after a stop; a step that is out is waited for. */
    private static boolean nothingLeft(Run run, StepRun step, boolean failed) {
        return run.steps().subList(step.position(), run.steps().size()).stream()
                .noneMatch(rest -> rest.state() != StepState.PENDING || isForTheEnd(rest, failed));
    }

    private static boolean isForTheEnd(StepRun step, boolean failed) {
        return switch (step.rules().when()) {
            case OK -> false;
            case FAILED -> failed;
            case ALWAYS -> true;
        };
    }

    private static NextAction unfinished(Run run, StepRun step, Instant now, boolean failed, String stopped) {
        boolean counts = step.rules().when() == Condition.OK;
        if (step.state() == StepState.PENDING) {
            if (counts && !stopped.isEmpty()) {
                return new NextAction.Settle(step, StepResult.of(StepState.SKIPPED, stopped));
            }
            if (!counts && !isForTheEnd(step, failed || run.isClosed(now))) {
                return new NextAction.Settle(step, StepResult.of(StepState.SKIPPED, "Not needed: nothing failed"));
            }
        } else if (counts && run.isClosed(now)) {
            return new NextAction.Settle(
                    step, StepResult.of(StepState.TIMED_OUT, "The window closed before it was done"));
        }
        if (run.state() == RunState.PAUSED && step.state() != StepState.RUNNING) {
            return new NextAction.Wait(soonest(run, now.plus(LOOK_AGAIN)));
        }
        return unfinished(run, step, now);
    }

    /** That time, or when the window closes. */
    private static Instant soonest(Run run, Instant time) {
        Instant endBy = run.endBy();
        return endBy != null && endBy.isBefore(time) ? endBy : time;
    }

    private static NextAction unfinished(Run run, StepRun step, Instant now) {
        return switch (step.state()) {
            case PENDING -> pending(run, step, now);
            case APPROVED -> new NextAction.Begin(step);
            case WAITING_APPROVAL -> await(run, step, now, StepState.DENIED, "Nobody decided in time; not done");
            case RUNNING ->
                await(
                        run,
                        step,
                        now,
                        StepState.TIMED_OUT,
                        "No result within " + step.timeout().toSeconds()
                                + " s; a result that comes later changes nothing");
            case SUCCEEDED, OPEN, FAILED, TIMED_OUT, DENIED, SKIPPED, CANCELLED, PLANNED ->
                throw new IllegalArgumentException(step.stepId() + " has ended");
        };
    }

    private static NextAction pending(Run run, StepRun step, Instant now) {
        Instant notBefore = step.deadline();
        if (notBefore != null && now.isBefore(notBefore)) {
            return new NextAction.Wait(soonest(run, notBefore));
        }
        if (run.dryRun()) {
            String plan = (step.needsApproval() ? "After approval would do " : "Would do ")
                    + step.action().describe().replaceAll("\\s*\\n\\s*", ", ");
            return new NextAction.Settle(step, StepResult.of(StepState.PLANNED, plan));
        }
        return step.needsApproval() ? new NextAction.Ask(step) : new NextAction.Begin(step);
    }

    private static NextAction await(Run run, StepRun step, Instant now, StepState overdue, String reason) {
        Instant deadline = step.deadline();
        if (deadline == null || !now.isBefore(deadline)) {
            return new NextAction.Settle(step, StepResult.of(overdue, reason));
        }
        return new NextAction.Wait(step.rules().when() == Condition.OK ? soonest(run, deadline) : deadline);
    }
}
