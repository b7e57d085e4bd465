package io.agentaiops.local.engine;

import io.agentaiops.local.process.LocalProcess;
import io.agentaiops.local.process.LogTail;
import io.agentaiops.local.process.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a started process until it answers, or says why it does not. */
public final class Startup {

    private static final Duration POLL = Duration.ofMillis(50);

    private Startup() {}

    /**
     * Waits until the process answers.
     *
     * @throws StartupFailed when it ends before, or has not answered within the limit
     */
    public static void await(LocalProcess process, Path log, BooleanSupplier answers, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new StartupFailed(process.name() + " ended while it was starting", LogTail.of(log));
            }
            if (System.nanoTime() > deadline) {
                throw new StartupFailed(
                        process.name() + " does not answer after " + limit.toSeconds() + " s", LogTail.of(log));
            }
            Pause.of(POLL);
        }
    }
}
