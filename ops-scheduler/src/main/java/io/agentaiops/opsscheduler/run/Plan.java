package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.approval.PlanHash;

/**
 * Exactly what a step would do, as it is shown to the person who approves it.
 *
 * @param text what is shown
 */
public record Plan(String text) {

    /** The plan of one step; the run's id in it makes an approval useless for any other run. */
    public static Plan of(Run run, StepRun step) {
        return new Plan("procedure: " + run.procedureId() + " (" + run.path() + ", version " + run.procedureVersion()
                + ")\nrun: " + run.id() + "\nstep: " + step.stepId() + "\n"
                + step.action().describe());
    }

    /** What a decision is bound to. */
    public String hash() {
        return PlanHash.of(text);
    }
}
