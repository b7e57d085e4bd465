package io.agentaiops.opsscheduler.procedure;

import java.util.Locale;

/** What a document is for. */
public enum Kind {
    PROCEDURE,
    EMERGENCY,
    TROUBLESHOOTING,
    GUIDE,
    REFERENCE;

    /** As written in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
