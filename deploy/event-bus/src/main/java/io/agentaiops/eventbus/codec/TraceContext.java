package io.agentaiops.eventbus.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries the W3C trace context across the bus, and starts the spans of what happens there. What is said all the time
 * and about the platform itself, such as metrics, logs and spans, has none.
 */
@ApplicationScoped
public class TraceContext {

    private static final String TRACE_PARENT = "traceparent";
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private static final Set<Topic> UNTRACED =
            EnumSet.of(Topic.METRICS, Topic.LOGS, Topic.TRACES, Topic.AUDIT, Topic.PROGRESS);

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final OpenTelemetry telemetry;

    public TraceContext(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** The {@code traceparent} of the current span, if there is one. */
    public @Nullable String current() {
        return of(Context.current());
    }

    /**
     * The {@code traceparent} of everything that belongs to a subject which outlives processes, such as a run of a
     * procedure: derived from its id, so that each replica comes to the same without asking.
     */
    public static String ofSubject(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
            HexFormat hex = HexFormat.of();
            return "00-" + hex.formatHex(hash, 0, TRACE_BYTES) + "-"
                    + hex.formatHex(hash, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES) + "-01";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the span of work that was asked for by what left this trace context, maybe long ago. */
    public Span startWork(String name, @Nullable String traceParent) {
        return span(name).setParent(parent(traceParent)).startSpan();
    }

    /** Starts the span of something that began at that time and is over by now. */
    public Span startPast(String name, @Nullable String traceParent, Instant start) {
        return span(name)
                .setParent(parent(traceParent))
                .setStartTimestamp(notAfterNow(start))
                .startSpan();
    }

    /** Starts the span of a part of what is done on this thread right now. */
    public Span startPart(String name, SpanKind kind) {
        return span(name).setSpanKind(kind).startSpan();
    }

    /** Starts the span of handling an event, as a child of its publication; none for what is not traced. */
    public Span startHandling(String eventType, @Nullable String traceParent) {
        return isTraced(eventType)
                ? messaging("process " + eventType, SpanKind.CONSUMER, eventType)
                        .setParent(parent(traceParent))
                        .startSpan()
                : Span.getInvalid();
    }

    /**
     * Starts the span of an event's way from the outbox to Kafka, as a child of what published it; none for what nobody
     * traces.
     */
    public Span startPublishing(EventMetadata meta) {
        String traceParent = meta.traceParent();
        return traceParent != null && isTraced(meta.type())
                ? messaging("send " + meta.type(), SpanKind.PRODUCER, meta.type())
                        .setParent(parent(traceParent))
                        .setStartTimestamp(notAfterNow(meta.time()))
                        .startSpan()
                : Span.getInvalid();
    }

    /** The {@code traceparent} of that span, for those who go on from it; the other one when the span is none. */
    public static @Nullable String of(Span span, @Nullable String otherwise) {
        return span.getSpanContext().isValid() ? of(Context.root().with(span)) : otherwise;
    }

    private static @Nullable String of(Context context) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(context, carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return carrier.get(TRACE_PARENT);
    }

    private static boolean isTraced(String eventType) {
        return EventType.of(eventType)
                .filter(type -> !UNTRACED.contains(type.topic()))
                .isPresent();
    }

    private SpanBuilder span(String name) {
        return telemetry.getTracer("io.agentaiops").spanBuilder(name);
    }

    private SpanBuilder messaging(String name, SpanKind kind, String eventType) {
        SpanBuilder span =
                span(name.replace("io.agentaiops.", "")).setSpanKind(kind).setAttribute("messaging.system", "kafka");
        EventType.of(eventType)
                .ifPresent(type -> span.setAttribute(
                        "messaging.destination.name", type.topic().address()));
        return span;
    }

    /** An event may have been stored by a replica whose clock is ahead. */
    private static Instant notAfterNow(Instant time) {
        Instant now = Instant.now();
        return time.isAfter(now) ? now : time;
    }

    private static Context parent(@Nullable String traceParent) {
        return traceParent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), Map.of(TRACE_PARENT, traceParent), GETTER);
    }
}
