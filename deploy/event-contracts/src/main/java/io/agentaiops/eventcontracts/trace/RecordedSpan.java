package io.agentaiops.eventcontracts.trace;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span that has ended, as OpenTelemetry defines it. Holds neither prompts nor secrets nor personal data.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentSpanId of the span that it is part of; null for the first of a trace
 * @param name what was done, of few different values
 * @param kind INTERNAL, SERVER, CLIENT, PRODUCER or CONSUMER
 * @param start when it began
 * @param durationNanos how long it took, in nanoseconds
 * @param error whether it went wrong
 * @param attributes by OpenTelemetry's semantic conventions, and {@code aiops.*} of our own
 */
public record RecordedSpan(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String name,
        String kind,
        Instant start,
        long durationNanos,
        boolean error,
        Map<String, String> attributes) {

    public RecordedSpan {
        Require.text(traceId, "traceId");
        Require.text(spanId, "spanId");
        requireNonNull(name, "name");
        Require.text(kind, "kind");
        requireNonNull(start, "start");
        attributes = Map.copyOf(attributes);
    }
}
