package io.agentaiops.opsscheduler.run;

import java.util.Locale;

/** States of a step. */
public enum StepState {
    /** Its turn has not come. */
    PENDING,
    /** A person must say yes or no. */
    WAITING_APPROVAL,
    /** A person said yes; it goes out next. */
    APPROVED,
    /** It is out and its result is awaited. */
    RUNNING,
    /** Done, and what was found is good. */
    SUCCEEDED,
    /** Handed to a person, who has not reported back; does not count as a failure. */
    OPEN,
    /** Done, and what was found is not good; or it could not be done. */
    FAILED,
    /** No result in time. */
    TIMED_OUT,
    /** A person said no, or nobody said anything in time. */
    DENIED,
    /** Not done because an earlier step failed or the run was cancelled. */
    SKIPPED,
    /** It was out, or waited for a person, when the run was cancelled. */
    CANCELLED,
    /** Dry run: this is what would be done. */
    PLANNED;

    /** Whether nothing more will happen to it in this run. */
    public boolean isEnded() {
        return switch (this) {
            case PENDING, WAITING_APPROVAL, APPROVED, RUNNING -> false;
            case SUCCEEDED, OPEN, FAILED, TIMED_OUT, DENIED, SKIPPED, CANCELLED, PLANNED -> true;
        };
    }

    /** Whether it counts against the run. */
    public boolean isFailure() {
        return switch (this) {
            case FAILED, TIMED_OUT, DENIED -> true;
            case PENDING, WAITING_APPROVAL, APPROVED, RUNNING, SUCCEEDED, OPEN, SKIPPED, CANCELLED, PLANNED -> false;
        };
    }

    /** As in REST and events, such as {@code timed-out}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of that text form. */
    public static StepState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
