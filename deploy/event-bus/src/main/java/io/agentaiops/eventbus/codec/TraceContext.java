package io.agentaiops.eventbus.codec;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries the W3C trace context across the bus. */
@ApplicationScoped
public class TraceContext {

    private static final String TRACE_PARENT = "traceparent";
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

    TraceContext(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** The {@code traceparent} of the current span, if there is one. */
    public @Nullable String current() {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, (map, key, value) -> {
            if (map != null) {
                map.put(key, value);
            }
        });
        return carrier.get(TRACE_PARENT);
    }

    /** Starts the span of work that was asked for by what left this trace context, maybe long ago. */
    public Span startWork(String name, @Nullable String traceParent) {
        return telemetry
                .getTracer("io.agentaiops.eventbus")
                .spanBuilder(name)
                .setParent(parent(traceParent))
                .startSpan();
    }

    /** Starts the span of handling an event, as a child of what published it. */
    public Span startHandling(String eventType, @Nullable String traceParent) {
        return telemetry
                .getTracer("io.agentaiops.eventbus")
                .spanBuilder("process " + eventType)
                .setParent(parent(traceParent))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .startSpan();
    }

    private static Context parent(@Nullable String traceParent) {
        return traceParent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), Map.of(TRACE_PARENT, traceParent), GETTER);
    }
}
