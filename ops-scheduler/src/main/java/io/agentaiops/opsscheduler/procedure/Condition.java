package io.agentaiops.opsscheduler.procedure;

import java.util.Locale;

/** When a step is done. */
public enum Condition {
    /** As long as nothing has stopped the run and its window is open. */
    OK,
    /** Only when a step before it failed, or the window has closed: the way back. */
    FAILED,
    /** Whatever happened: what must be put right again at the end. */
    ALWAYS;

    /** As in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
