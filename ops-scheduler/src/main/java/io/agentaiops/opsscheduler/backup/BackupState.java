package io.agentaiops.opsscheduler.backup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How far a backup has come. */
public enum BackupState {
    /** Being made. */
    RUNNING,
    /** Made, and not restored yet. */
    COMPLETE,
    /** Restored into a scratch database and found equal. */
    PROVEN,
    /** There, and not what it should be. */
    BAD,
    /** Never came to be. */
    FAILED,
    /** Deleted, for younger generations took its place. */
    DROPPED,
    /** Written as an offline set, and deleted here. */
    ARCHIVED;

    /** Whether there is something on the disk. */
    public boolean isHere() {
        return this == COMPLETE || this == PROVEN || this == BAD;
    }

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BackupState of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
