package io.agentaiops.alertrouter.notification;

import java.time.Duration;
import java.time.Instant;

/**
 * An attempt that is over.
 *
 * @param notification what was to be delivered
 * @param delivery how it ended
 * @param at when it began
 * @param took how long it took
 */
record Attempt(Notification notification, Delivery delivery, Instant at, Duration took) {

    /** What went wrong; empty when nothing did. */
    String reason() {
        return switch (delivery) {
            case Delivery.Delivered delivered -> "";
            case Delivery.Failed failed -> failed.reason();
            case Delivery.Impossible impossible -> impossible.reason();
        };
    }
}
