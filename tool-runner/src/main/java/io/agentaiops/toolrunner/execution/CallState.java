package io.agentaiops.toolrunner.execution;

import java.util.Arrays;
import java.util.Locale;

/** Where a call stands. */
public enum CallState {
    /** Stored; somebody will run it. */
    ACCEPTED,
    /** Claimed by a replica. */
    RUNNING,
    /** A person has to decide. */
    WAITING_APPROVAL,
    /** It ran, with the exit code that was expected. */
    SUCCEEDED,
    /** It ran and failed, or could not be started. */
    FAILED,
    /** It was stopped because its time was up. */
    TIMED_OUT,
    /** Policy or a person refused it; nothing ran. */
    DENIED,
    /** Its deadline, or the time to approve it, passed; nothing ran. */
    EXPIRED,
    /** It was interrupted and may have had its effect; it is never repeated. */
    UNKNOWN_OUTCOME,
    /** Somebody took it back; it was not started, or was stopped. */
    CANCELLED;

    /** As stored and shown, such as {@code waiting-approval}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether nothing follows. */
    public boolean isFinal() {
        return this != ACCEPTED && this != RUNNING && this != WAITING_APPROVAL;
    }

    static CallState of(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no state '" + label + "'"));
    }
}
