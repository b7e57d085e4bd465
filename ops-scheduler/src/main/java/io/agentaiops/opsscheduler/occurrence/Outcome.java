package io.agentaiops.opsscheduler.occurrence;

import java.util.Locale;

/** What came of a due time. */
public enum Outcome {
    /** A run began on time. */
    RAN,
    /** A run began, but later than it should have. */
    LATE,
    /** On purpose no run: the one before was still under way. */
    SKIPPED,
    /** No run: nobody was there to start it until it was too late. */
    MISSED;

    /** As in REST and in the ledger. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
