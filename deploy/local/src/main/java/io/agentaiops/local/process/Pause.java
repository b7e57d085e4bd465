package io.agentaiops.local.process;

import java.time.Duration;

/** A wait between two looks at something that another process does. */
public final class Pause {

    private Pause() {}

    /** Waits; an interrupt ends the wait with an exception, for then the caller is to give up. */
    public static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
