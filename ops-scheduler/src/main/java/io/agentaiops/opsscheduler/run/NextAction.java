package io.agentaiops.opsscheduler.run;

import java.time.Instant;

/** What a run needs next. */
sealed interface NextAction {

    /** Send the step out. */
    record Begin(StepRun step) implements NextAction {}

    /** Put the step to people. */
    record Ask(StepRun step) implements NextAction {}

    /** The step ended without a result from outside. */
    record Settle(StepRun step, StepResult result) implements NextAction {}

    /** Nothing until something arrives, or until then. */
    record Wait(Instant until) implements NextAction {}

    /**
     * The run ends.
     *
     * @param why what people are told about steps that were not done
     */
    record End(RunState state, String why) implements NextAction {}

    /** The run has ended. */
    record Rest() implements NextAction {}
}
