package io.agentaiops.alertrouter.notification;

import java.time.Instant;

/**
 * What an attempt means for its notification.
 *
 * @param attempt the attempt
 * @param outcome {@code delivered}, {@code retried} or {@code dead}
 * @param next when it is tried again, if it is
 */
record Settlement(Attempt attempt, String outcome, Instant next) {

    /** Whether the receiver may have it although the attempt failed. */
    boolean maybeDelivered() {
        return attempt.delivery() instanceof Delivery.Failed failed && failed.maybeDelivered();
    }

    boolean isOver() {
        return !outcome.equals("retried");
    }

    /** The notification's state, as the database has it. */
    String state() {
        return isOver() ? outcome : "pending";
    }

    static Settlement of(Attempt attempt, RetryPolicy retry, Instant now) {
        return switch (attempt.delivery()) {
            case Delivery.Delivered delivered -> new Settlement(attempt, "delivered", now);
            case Delivery.Impossible impossible -> new Settlement(attempt, "dead", now);
            case Delivery.Failed failed ->
                retry.pauseAfter(attempt.notification().attempt(), failed.notBefore())
                        .map(pause -> new Settlement(attempt, "retried", now.plus(pause)))
                        .orElseGet(() -> new Settlement(attempt, "dead", now));
        };
    }
}
