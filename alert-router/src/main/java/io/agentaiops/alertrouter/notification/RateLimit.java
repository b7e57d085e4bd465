package io.agentaiops.alertrouter.notification;

import java.time.Duration;

/**
 * How often each way of a receiver is used at most, by all replicas together. What is above waits; critical alerts never do.
 *
 * @param messages how many
 * @param per in what time
 */
public record RateLimit(int messages, Duration per) {

    public RateLimit {
        if (messages < 1 || per.compareTo(Duration.ofSeconds(1)) < 0 || per.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("needs messages of at least 1, and per between 1s and 1d");
        }
    }

    /** The pause between two messages that are spread evenly. */
    Duration interval() {
        return per.dividedBy(messages);
    }
}
