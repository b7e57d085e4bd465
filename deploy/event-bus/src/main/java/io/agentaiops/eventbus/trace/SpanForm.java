package io.agentaiops.eventbus.trace;

import io.agentaiops.eventcontracts.trace.RecordedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Brings a span into the form in which it is kept. Only attributes that are listed here come along, and whatever is text
 * that came from outside is redacted: nobody's question, address or name stands in a trace.
 */
final class SpanForm {

    private static final int LONGEST = 256;
    private static final int NANOS = 1_000_000_000;

    /** Segments of a path that say which interface was called; those after them may be anybody's. */
    private static final int SEGMENTS = 3;

    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
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

    static RecordedSpan of(SpanData span, UnaryOperator<String> redaction) {
        Map<String, String> attributes = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> {
            if (PLAIN.contains(key.getKey())) {
                attributes.put(key.getKey(), cut(value.toString()));
            } else if (NAMES.contains(key.getKey())) {
                attributes.put(key.getKey(), cut(redaction.apply(value.toString())));
            }
        });
        String path = span.getAttributes().get(PATH);
        String route = span.getAttributes().get(ROUTE);
        String name = span.getName();
        if (path != null && (route == null || route.endsWith("/"))) {
            // Passed on: the route says only that.
            attributes.put(PATH.getKey(), collection(path));
            name = route == null ? name : name.replace(route, collection(path));
        }
        span.getEvents().forEach(event -> {
            String thrown = event.getAttributes().get(EXCEPTION);
            if (thrown != null) {
                attributes.putIfAbsent("error.type", cut(thrown));
            }
        });
        return new RecordedSpan(
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanContext().isValid() ? span.getParentSpanId() : null,
                cut(redaction.apply(name)),
                span.getKind().name(),
                instant(span.getStartEpochNanos()),
                Math.max(0, span.getEndEpochNanos() - span.getStartEpochNanos()),
                span.getStatus().getStatusCode() == StatusCode.ERROR,
                attributes);
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
