package io.agentaiops.opsscheduler.procedure;

import java.util.Locale;

/** What happens to the run when a step does not succeed. */
public enum OnFailure {
    /** The run ends; the steps after this one are skipped. */
    STOP,
    /** The run goes on, and ends as failed. */
    CONTINUE,
    /** An alert is raised at once; the run goes on, and ends as failed. */
    ALERT;

    /** As written in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
