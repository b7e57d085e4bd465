package io.agentaiops.opsscheduler.run;

import java.util.Locale;

/** States of a run. */
public enum RunState {
    /** Stored; its first step has not been looked at. */
    QUEUED,
    /** A step is out, or the next one is about to go out. */
    RUNNING,
    /** A person must say yes or no to the next step. */
    WAITING_APPROVAL,
    /** A person holds it; what is out comes back, nothing new goes out. */
    PAUSED,
    /** Every step did what it should. */
    SUCCEEDED,
    /** At least one step did not. */
    FAILED,
    /** A person ended it. */
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING, WAITING_APPROVAL, PAUSED -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    /** As in REST and events, such as {@code waiting-approval}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of that text form. */
    public static RunState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
