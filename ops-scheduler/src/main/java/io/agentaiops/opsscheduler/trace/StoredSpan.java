package io.agentaiops.opsscheduler.trace;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span of a service, as it is kept.
 *
 * @param service which one
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits; storing it again changes nothing
 * @param parentSpanId of the span that it is part of; null for the first of a trace
 * @param kind of OpenTelemetry's kinds
 * @param durationNanos in nanoseconds
 * @param error whether it went wrong
 */
public record StoredSpan(
        String service,
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String name,
        String kind,
        Instant start,
        long durationNanos,
        boolean error,
        Map<String, String> attributes) {

    public StoredSpan {
        attributes = Map.copyOf(attributes);
    }

    Instant end() {
        return start.plusNanos(durationNanos);
    }
}
