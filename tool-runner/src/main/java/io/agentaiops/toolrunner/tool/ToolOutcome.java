package io.agentaiops.toolrunner.tool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a run.
 *
 * @param ending how it ended
 * @param output what it printed or returned
 * @param truncated whether output was cut
 * @param exitCode of a process that ended by itself
 * @param reason why it failed, where it did
 * @param sandbox the level that it ran at; null when nothing ran
 * @param duration time taken
 */
public record ToolOutcome(
        Ending ending,
        String output,
        boolean truncated,
        @Nullable Integer exitCode,
        @Nullable String reason,
        @Nullable String sandbox,
        Duration duration) {

    /** How a run can end. */
    public enum Ending {
        /** By itself; the exit code tells more. */
        ENDED,
        /** It could not be started. */
        FAILED,
        /** Its time was up. */
        TIMED_OUT
    }

    /** A run that could not be started. */
    public static ToolOutcome failed(@Nullable Integer exitCode, String reason) {
        return new ToolOutcome(Ending.FAILED, "", false, exitCode, reason, null, Duration.ZERO);
    }
}
