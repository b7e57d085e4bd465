package io.agentaiops.eventbus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.eventcontracts.trace.RecordedSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpanFormTest {

    private static final Instant START = Instant.parse("2026-05-04T07:00:00.123456789Z");

    private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
    private final Tracer tracer = provider.get("test");

    @Test
    void onlyListedAttributesAreKept() {
        Span span = tracer.spanBuilder("GET /api/v1/search")
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.route", "/api/v1/search")
                .setAttribute("http.response.status_code", 200)
                .setAttribute("url.query", "q=why+does+alice+ask")
                .setAttribute("client.address", "192.0.2.7")
                .setAttribute("gen_ai.input.messages", "why does alice ask")
                .startSpan();

        assertThat(kept(span).attributes())
                .containsOnlyKeys("http.route", "http.response.status_code")
                .containsEntry("http.response.status_code", "200");
    }

    @Test
    void aPathWithoutARouteIsKeptDownToItsInterface() {
        Span span = tracer.spanBuilder("GET")
                .setAttribute("url.path", "/api/v1/users/alice/memory")
                .startSpan();

        assertThat(kept(span).attributes()).containsEntry("url.path", "/api/v1/users");
        assertThat(SpanForm.collection("/")).isEqualTo("/");
        assertThat(SpanForm.collection("/api/v1")).isEqualTo("/api/v1");
    }

    @Test
    void whatIsPassedOnIsCalledByItsInterface() {
        Span span = tracer.spanBuilder("GET /api/")
                .setAttribute("http.route", "/api/")
                .setAttribute("url.path", "/api/v1/tools/terminal")
                .startSpan();

        assertThat(kept(span).name()).isEqualTo("GET /api/v1/tools");
    }

    @Test
    void namesAreRedacted() {
        Span span = tracer.spanBuilder("tell alice@example.org").startSpan();

        assertThat(kept(span).name()).doesNotContain("alice@example.org");
    }

    @Test
    void whatWasThrownIsKeptByItsTypeAlone() {
        Span span = tracer.spanBuilder("work").startSpan();
        span.recordException(new IllegalStateException("the secret is hunter2"));
        span.setStatus(StatusCode.ERROR, "the secret is hunter2");

        RecordedSpan kept = kept(span);

        assertThat(kept.error()).isTrue();
        assertThat(kept.attributes()).containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(kept.toString()).doesNotContain("hunter2");
    }

    @Test
    void parentTimesAndKindAreKept() {
        Span parent = tracer.spanBuilder("parent").startSpan();
        Span span = tracer.spanBuilder("child")
                .setParent(Context.root().with(parent))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(START)
                .startSpan();
        span.end(START.plus(Duration.ofMillis(5)));

        RecordedSpan kept = SpanForm.of(((ReadableSpan) span).toSpanData(), Redactor::redact);

        assertThat(kept.parentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
        assertThat(kept.traceId()).isEqualTo(parent.getSpanContext().getTraceId());
        assertThat(kept.start()).isEqualTo(START);
        assertThat(kept.durationNanos()).isEqualTo(5_000_000);
        assertThat(kept.kind()).isEqualTo("CLIENT");
        assertThat(kept(parent).parentSpanId()).isNull();
    }

    private static RecordedSpan kept(Span span) {
        span.end();
        return SpanForm.of(((ReadableSpan) span).toSpanData(), Redactor::redact);
    }
}
