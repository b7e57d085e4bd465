package io.agentaiops.toolrunner.builtin.web;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider as configured, and how it fares.
 *
 * @param name which
 * @param position in the order in which they are asked, from 1
 * @param enabled whether it is asked
 * @param url where it answers; empty when that is not known
 * @param requestsPerMinute the most that all replicas ask together
 * @param timeout for one answer
 * @param breaker whether it is asked now
 * @param lastFault why it failed last; null when it never did
 * @param lastFaultAt when
 * @param lastSuccessAt when it answered last
 * @param quality from 0 to 1: how high the expected page stands in the answers to canary questions; null before the first
 * @param canaryAt when it was asked one last
 */
record Provider(
        String name,
        int position,
        boolean enabled,
        String url,
        int requestsPerMinute,
        Duration timeout,
        Breaker breaker,
        @Nullable String lastFault,
        @Nullable Instant lastFaultAt,
        @Nullable Instant lastSuccessAt,
        @Nullable Double quality,
        @Nullable Instant canaryAt) {

    /** Whether it can be asked at all. */
    boolean configured() {
        return enabled && !url.isEmpty();
    }
}
