package io.agentaiops.agentgateway.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A circuit breaker as a value: after some failures in a row nothing is tried for a while, then one chat tries; its
 * success closes the circuit and its failure opens it again.
 *
 * @param failures failures in a row
 * @param openUntil nothing is tried before
 */
record Circuit(int failures, Instant openUntil) {

    static final Circuit CLOSED = new Circuit(0, Instant.MIN);

    boolean lets(Instant now) {
        return !now.isBefore(openUntil);
    }

    /** Somebody tries: while the circuit is half open, others wait for how that ends, though not for ever. */
    Circuit tried(Instant now, int limit, Duration pause) {
        return failures >= limit ? new Circuit(failures, now.plus(pause)) : this;
    }

    Circuit succeeded() {
        return CLOSED;
    }

    Circuit failed(Instant now, int limit, Duration pause) {
        int count = failures + 1;
        return new Circuit(count, count >= limit ? now.plus(pause) : openUntil);
    }

    /** closed, open, or half-open. */
    String label(Instant now, int limit) {
        if (failures < limit) {
            return "closed";
        }
        return lets(now) ? "half-open" : "open";
    }
}
