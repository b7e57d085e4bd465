package io.agentaiops.agentgateway.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A circuit breaker as a value: after some failures in a row nothing is tried for a while, then one success closes it
 * and one failure opens it again.
 *
 * @param failures failures in a row
 * @param openUntil nothing is tried before
 */
record Circuit(int failures, Instant openUntil) {

    static final Circuit CLOSED = new Circuit(0, Instant.MIN);

    boolean lets(Instant now) {
        return !now.isBefore(openUntil);
    }

    Circuit succeeded() {
        return CLOSED;
    }

    Circuit failed(Instant now, int limit, Duration pause) {
        int count = failures + 1;
        return new Circuit(count, count >= limit ? now.plus(pause) : openUntil);
    }
}
