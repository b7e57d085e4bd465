package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a step of a run stands. */
public enum StepState {
    /** Asked for; no result yet. */
    REQUESTED,
    /** A person must decide; nothing ran. */
    WAITING_APPROVAL,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    DENIED,
    EXPIRED,
    UNKNOWN_OUTCOME,
    /** No result came in the time that the run could wait; a late one still replaces this. */
    NO_RESULT;

    /** The name over REST. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of that name. */
    @JsonCreator
    public static StepState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether a run has to wait for it. */
    public boolean isOutstanding() {
        return this == REQUESTED;
    }

    /** Whether it waits for tool-runner or for a person: what a stopped run gives up. */
    public boolean isAwaited() {
        return this == REQUESTED || this == WAITING_APPROVAL;
    }

    /** Whether a result can still come. */
    public boolean isOpen() {
        return this == REQUESTED || this == WAITING_APPROVAL || this == NO_RESULT;
    }
}
