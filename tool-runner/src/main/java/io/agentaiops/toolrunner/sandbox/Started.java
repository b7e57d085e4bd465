package io.agentaiops.toolrunner.sandbox;

import java.time.Duration;
import java.util.List;

/** Something that was started, to be followed to its end. Used by one thread, and closed by it. */
interface Started extends AutoCloseable {

    /** Begins to take what it prints. */
    void read(OutputCapture output);

    /** Waits for its end; false when the time passes before. */
    boolean awaitEnd(long nanos) throws InterruptedException;

    /** Kills what is left of it, and waits until everything that it printed was taken. */
    void settle(Duration atMost) throws InterruptedException;

    /** Its exit code, once it has ended by itself: 128 and the signal's number when a signal ended it. */
    int exitCode();

    /** What it said of errors that does not stand in its output. */
    List<String> errors();

    /** Memory that its processes hold together, in bytes. */
    long residentBytes();

    /** Leaves nothing of it running. */
    @Override
    void close();
}
