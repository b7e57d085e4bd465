package io.agentaiops.opsscheduler.procedure;

import java.util.Locale;

/** How bad it is when a procedure fails: the severity of the alert that is raised then. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** As written in documents, events and labels. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
