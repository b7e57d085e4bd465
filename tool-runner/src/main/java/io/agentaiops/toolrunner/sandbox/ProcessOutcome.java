package io.agentaiops.toolrunner.sandbox;

import java.time.Duration;

/** How a pipeline ended. */
public sealed interface ProcessOutcome {

    /** What it printed, with a note in the place of what was cut. */
    String output();

    /** Whether output was cut. */
    boolean truncated();

    /** Wall-clock time. */
    Duration duration();

    /** Its last command ended by itself. */
    record Exited(int exitCode, String output, boolean truncated, Duration duration) implements ProcessOutcome {}

    /** Its time was up, and its whole tree was killed. */
    record TimedOut(String output, boolean truncated, Duration duration) implements ProcessOutcome {}
}
