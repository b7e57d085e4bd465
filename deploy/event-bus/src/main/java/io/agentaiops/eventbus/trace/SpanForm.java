package io.agentaiops.eventbus.trace;

import io.agentaiops.eventcontracts.trace.RecordedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings a span into the form in which it leaves the process, to be kept or to a collector. Only attributes that are
 * listed here come along, and whatever is text that came from outside is redacted: nobody's question, address or name
 * stands in a trace.
 */
final class SpanForm {

    private static final int LONGEST = 256;
    private static final int NANOS = 1_000_000_000;

    /** Segments of a path that say which interface was called; those after them may be anybody's. */
    private static final int SEGMENTS = 3;

    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> EXCEPTION = AttributeKey.stringKey("exception.type");

    /** Words and numbers that only code chooses. */
    private static final Set<String> PLAIN = Set.of(
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "error.type",
            "server.address",
            "server.port",
            "messaging.system",
            "messaging.destination.name",
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens",
            "db.system.name",
            "db.operation.name",
            "aiops.run.id",
            "aiops.tool_call.id",
            "aiops.notification.id",
            "aiops.alert.fingerprints",
            "aiops.outcome",
            "aiops.sandbox",
            "aiops.count",
            "aiops.queue_ms");

    /** Names that people gave to something. */
    private static final Set<String> NAMES =
            Set.of("gen_ai.request.model", "gen_ai.tool.name", "aiops.procedure", "aiops.step", "aiops.integration");

    private SpanForm() {}

    /** As the platform keeps it. */
    static RecordedSpan of(SpanData span, UnaryOperator<String> redaction) {
        Map<String, String> attributes = new TreeMap<>();
        attributes(span, redaction).forEach((key, value) -> attributes.put(key.getKey(), cut(value.toString())));
        return new RecordedSpan(
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanContext().isValid() ? span.getParentSpanId() : null,
                name(span, redaction),
                span.getKind().name(),
                instant(span.getStartEpochNanos()),
                Math.max(0, span.getEndEpochNanos() - span.getStartEpochNanos()),
                span.getStatus().getStatusCode() == StatusCode.ERROR,
                attributes);
    }

    /** What it is called, without what that was done for. */
    static String name(SpanData span, UnaryOperator<String> redaction) {
        String path = span.getAttributes().get(PATH);
        String route = span.getAttributes().get(ROUTE);
        boolean named = path != null && route != null && isPassedOn(route);
        return cut(redaction.apply(named ? span.getName().replace(route, collection(path)) : span.getName()));
    }

    /** The attributes that are listed here, what was thrown by its type, and a path without a route down to its interface. */
    static Attributes attributes(SpanData span, UnaryOperator<String> redaction) {
        AttributesBuilder kept = Attributes.builder();
        span.getAttributes().forEach((key, value) -> {
            if (PLAIN.contains(key.getKey())) {
                plain(kept, key, value);
            } else if (NAMES.contains(key.getKey())) {
                kept.put(key.getKey(), cut(redaction.apply(value.toString())));
            }
        });
        String path = span.getAttributes().get(PATH);
        if (path != null && isPassedOn(span.getAttributes().get(ROUTE))) {
            kept.put(PATH, collection(path));
        }
        if (span.getAttributes().get(ERROR) == null) {
            span.getEvents().stream()
                    .map(event -> event.getAttributes().get(EXCEPTION))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(thrown -> kept.put(ERROR, cut(thrown)));
        }
        return kept.build();
    }

    @SuppressWarnings("unchecked") // a value has the type of its key
    private static void plain(AttributesBuilder kept, AttributeKey<?> key, Object value) {
        kept.put((AttributeKey<Object>) key, value instanceof String text ? cut(text) : value);
    }

    /** Whether the route says only that a request was passed on, or there is none. */
    private static boolean isPassedOn(@Nullable String route) {
        return route == null || route.endsWith("/");
    }

    /** The path down to the interface that was called, without what it was called for. */
    static String collection(String path) {
        int end = 0;
        for (int segment = 0; segment < SEGMENTS && end >= 0; segment++) {
            end = path.indexOf('/', end + 1);
        }
        return cut(end < 0 ? path : path.substring(0, end));
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(TimeUnit.NANOSECONDS.toSeconds(nanos), nanos % NANOS);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
