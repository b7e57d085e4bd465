package io.agentaiops.opsscheduler.run;

import io.agentaiops.opsscheduler.procedure.StepAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What runs say to the other services; everything within the caller's transaction. */
public interface RunPublisher {

    /** Asks the owner of the capability to do the step. */
    void requestOperation(Run run, StepRun step, StepAction.Uses uses, Instant deadline);

    /**
     * Asks tool-runner to run the step's command.
     *
     * @param proof that a person has approved the step's plan; null when nobody was asked
     */
    void requestToolCall(Run run, StepRun step, StepAction.Run command, Instant startBy, @Nullable String proof);

    /** Takes a tool call back that is not wanted any more. */
    void takeBack(Run run, StepRun step, String why, Instant now);

    /** Asks people whether the step may be done. */
    void requestApproval(Run run, StepRun step, Plan plan, Instant now, Duration window);

    /** Tells that the run, or one of its steps, changed. */
    void progressed(Run run, @Nullable StepRun step, String summary, Instant at);

    /** Tells people that the run, or one of its steps, failed. */
    void alert(Run run, @Nullable StepRun step, String summary, Instant startsAt);

    /** Tells people which procedures were due and not run, and since when that is so. */
    void missed(Map<RunAlerts.Missed, Instant> missed);

    /**
     * Tells that an alert is over.
     *
     * @param run the run that ended it; null when none did
     */
    void alertEnded(OpenAlert alert, @Nullable Run run, String why, Instant endsAt);
}
