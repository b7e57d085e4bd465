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

    /** Its last command ended by itself, or by a signal: then the exit code is 128 and the signal's number. */
    record Exited(int exitCode, String output, boolean truncated, Duration duration) implements ProcessOutcome {}

    /** Its time was up, and its whole tree was killed. */
    record TimedOut(String output, boolean truncated, Duration duration) implements ProcessOutcome {}

    /** Its processes together held more memory than they may, and its whole tree was killed. */
    record OutOfMemory(String output, boolean truncated, Duration duration) implements ProcessOutcome {}
}
