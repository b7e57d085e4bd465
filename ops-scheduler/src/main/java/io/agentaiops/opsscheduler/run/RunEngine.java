package io.agentaiops.opsscheduler.run;

import java.time.Instant;

/**
 * Decides what a run needs next, from what has happened to its steps and nothing else. Steps go in the order of the
 * document, one at a time.
 */
final class RunEngine {

    private RunEngine() {}

    /** The next action at that time; asking again without a change gives the same answer. */
    static NextAction next(Run run, Instant now) {
        if (run.state().isEnded()) {
            return new NextAction.Rest();
        }
        boolean failed = false;
        for (StepRun step : run.steps()) {
            if (!step.state().isEnded()) {
                return unfinished(run, step, now);
            }
            if (step.state().isFailure()) {
                failed = true;
                switch (step.onFailure()) {
                    case STOP -> {
                        String why = "Not done: step '" + step.title() + "' failed and the procedure stops there";
                        return new NextAction.End(RunState.FAILED, why);
                    }
                    case CONTINUE, ALERT -> {
                        // the next step decides
                    }
                }
            }
        }
        return new NextAction.End(failed ? RunState.FAILED : RunState.SUCCEEDED, "");
    }

    private static NextAction unfinished(Run run, StepRun step, Instant now) {
        return switch (step.state()) {
            case PENDING -> pending(run, step);
            case APPROVED -> new NextAction.Begin(step);
            case WAITING_APPROVAL -> await(step, now, StepState.DENIED, "Nobody decided in time; not done");
            case RUNNING ->
                await(
                        step,
                        now,
                        StepState.TIMED_OUT,
                        "No result within " + step.timeout().toSeconds()
                                + " s; a result that comes later changes nothing");
            case SUCCEEDED, OPEN, FAILED, TIMED_OUT, DENIED, SKIPPED, CANCELLED, PLANNED ->
                throw new IllegalArgumentException(step.stepId() + " has ended");
        };
    }

    private static NextAction pending(Run run, StepRun step) {
        if (run.dryRun()) {
            String plan = (step.needsApproval() ? "After approval would do " : "Would do ")
                    + step.action().describe().replaceAll("\\s*\\n\\s*", ", ");
            return new NextAction.Settle(step, StepResult.of(StepState.PLANNED, plan));
        }
        return step.needsApproval() ? new NextAction.Ask(step) : new NextAction.Begin(step);
    }

    private static NextAction await(StepRun step, Instant now, StepState overdue, String reason) {
        Instant deadline = step.deadline();
        if (deadline == null || !now.isBefore(deadline)) {
            return new NextAction.Settle(step, StepResult.of(overdue, reason));
        }
        return new NextAction.Wait(deadline);
    }
}
