package io.agentaiops.eventbus.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stands before what sends spans to a collector of somebody else's, and lets it see no more of them than the platform keeps
 * itself ({@link SpanForm}): no further attributes, no events, no text of a status. The work is done where a batch is
 * made, not where a span ends.
 */
final class OutgoingSpans implements SpanProcessor {

    private final SpanProcessor sender;
    private final UnaryOperator<String> redaction;

    OutgoingSpans(SpanProcessor sender, UnaryOperator<String> redaction) {
        this.sender = sender;
        this.redaction = redaction;
    }

    /** It would see what was not redacted yet, and needs to see nothing. */
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        sender.onEnd(new Outgoing(span, redaction));
    }

    @Override
    public boolean isEndRequired() {
        return sender.isEndRequired();
    }

    @Override
    public CompletableResultCode shutdown() {
        return sender.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return sender.forceFlush();
    }

    @Override
    public void close() {
        sender.close();
    }

    /** A span that has ended, as others may see it. */
    private record Outgoing(ReadableSpan span, UnaryOperator<String> redaction) implements ReadableSpan {

        @Override
        public SpanContext getSpanContext() {
            return span.getSpanContext();
        }

        @Override
        public SpanContext getParentSpanContext() {
            return span.getParentSpanContext();
        }

        @Override
        public String getName() {
            return toSpanData().getName();
        }

        @Override
        public SpanData toSpanData() {
            return new OutgoingData(span.toSpanData(), redaction);
        }

        @Override
        @Deprecated
        public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
            return span.getInstrumentationLibraryInfo();
        }

        @Override
        public InstrumentationScopeInfo getInstrumentationScopeInfo() {
            return span.getInstrumentationScopeInfo();
        }

        @Override
        public boolean hasEnded() {
            return span.hasEnded();
        }

        @Override
        public long getLatencyNanos() {
            return span.getLatencyNanos();
        }

        @Override
        public SpanKind getKind() {
            return span.getKind();
        }

        @Override
        public <T> @Nullable T getAttribute(AttributeKey<T> key) {
            return getAttributes().get(key);
        }

        @Override
        public Attributes getAttributes() {
            return toSpanData().getAttributes();
        }
    }

    private static final class OutgoingData extends DelegatingSpanData {

        private final String name;
        private final Attributes attributes;
        private final StatusData status;

        OutgoingData(SpanData span, UnaryOperator<String> redaction) {
            super(span);
            this.name = SpanForm.name(span, redaction);
            this.attributes = SpanForm.attributes(span, redaction);
            this.status = StatusData.create(span.getStatus().getStatusCode(), "");
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public StatusData getStatus() {
            return status;
        }
    }
}
