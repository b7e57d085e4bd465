package io.agentaiops.alertrouter.notification;

import java.time.Duration;
import java.util.Optional;

/**
 * When to try again: pauses double from the first to the longest; after the last attempt never.
 *
 * @param first pause after the first failure
 * @param longest the longest pause
 * @param attempts how many attempts are made
 */
record RetryPolicy(Duration first, Duration longest, int attempts) {

    RetryPolicy {
        if (!first.isPositive() || longest.compareTo(first) < 0 || attempts < 1) {
            throw new IllegalArgumentException("pauses must be longer than nothing, and attempts at least one");
        }
    }

    /** The pause after that many failed attempts, at least as long as the receiver wants; empty: give up. */
    Optional<Duration> pauseAfter(int failed, Duration notBefore) {
        if (failed >= attempts) {
            return Optional.empty();
        }
        Duration pause = first;
        for (int i = 1; i < failed && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        pause = pause.compareTo(longest) > 0 ? longest : pause;
        return Optional.of(pause.compareTo(notBefore) < 0 ? notBefore : pause);
    }
}
