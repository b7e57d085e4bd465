package io.agentaiops.eventbus.trace;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.agentaiops.local.process.Ports;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What holds of a collector that {@code AIOPS_OTLP_ENDPOINT} names, however it is spoken to. */
abstract class CollectorContract {

    /** Names a collector that is not there when the service starts. */
    abstract static class Profile implements QuarkusTestProfile {

        private final String protocol;

        Profile(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "AIOPS_OTLP_ENDPOINT",
                    "http://127.0.0.1:" + Ports.free(1).getFirst(),
                    "AIOPS_OTLP_PROTOCOL",
                    protocol,
                    "quarkus.otel.bsp.schedule.delay",
                    "50ms",
                    // So long a batch is waited for that Quarkus' sender never hears of again.
                    "quarkus.otel.bsp.export.timeout",
                    "1s");
        }
    }

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Batches that are lost, each of which somebody might write a line about. */
    private static final int LOST = 25;

    /** What OpenTelemetry writes of that within a minute, and a line of its own about writing no more. */
    private static final int LINES = 7;

    @Inject
    Tracer tracer;

    @Inject
    @All
    List<SpanProcessor> processors;

    @ConfigProperty(name = "AIOPS_OTLP_ENDPOINT")
    URI endpoint;

    private final String way;

    /**
     * @param way the path that spans go to
     */
    CollectorContract(String way) {
        this.way = way;
    }

    @Test
    void aCollectorGetsSpansAsTheyAreKept() {
        try (Collector collector = Collector.on(endpoint.getPort())) {
            io.opentelemetry.api.trace.Span span = tracer.spanBuilder("tell eve.smith@example.org")
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute("http.request.method", "POST")
                    .setAttribute("url.full", "http://engine/search?q=plumbago")
                    .setAttribute("gen_ai.input.messages", "plumbago")
                    .startSpan();
            // Only known once it was answered.
            span.setAttribute("http.response.status_code", 503L);
            span.setAttribute("network.peer.address", "192.0.2.77");
            span.recordException(new IllegalStateException("no plumbago"));
            span.setStatus(StatusCode.ERROR, "no plumbago");
            span.end();

            Span got = await().atMost(SOON)
                    .until(() -> find(collector, span), spans -> !spans.isEmpty())
                    .getFirst();

            assertThat(attributes(got))
                    .containsOnly(
                            Map.entry("http.request.method", text("POST")),
                            Map.entry(
                                    "http.response.status_code",
                                    AnyValue.newBuilder().setIntValue(503).build()),
                            Map.entry("error.type", text("java.lang.IllegalStateException")));
            assertThat(got.getName()).startsWith("tell ").doesNotContain("eve.smith");
            assertThat(got.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(got.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(got.getEndTimeUnixNano()).isGreaterThanOrEqualTo(got.getStartTimeUnixNano());
            assertThat(collector.everything())
                    .contains("service.name")
                    .doesNotContain("plumbago", "eve.smith", "192.0.2.77");
            assertThat(collector.ways()).containsOnly(way);
        }
    }

    @Test
    void ofARequestACollectorGetsTheInterfaceAndNotWhoAskedForWhat() {
        try (Collector collector = Collector.on(endpoint.getPort())) {
            RestAssured.given()
                    .header("User-Agent", "plumbago-browser")
                    .header("X-Forwarded-For", "192.0.2.78")
                    .get("/api/v1/users/evesmith/memory?q=plumbago");

            await().atMost(SOON)
                    .until(() -> collector.spans().stream()
                            .anyMatch(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER));

            assertThat(collector.spans())
                    .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                    .anySatisfy(span -> assertThat(attributes(span)).containsEntry("url.path", text("/api/v1/users")));
            assertThat(collector.everything()).doesNotContain("plumbago", "evesmith", "192.0.2.78");
        }
    }

    @Test
    void aCollectorThatIsAwayOrRefusesCostsItsSpansAndNothingElse() {
        Lines lines = new Lines();
        Logger.getLogger("").addHandler(lines);
        try {
            // Far more than wait to be sent at most.
            end(10_000);
            readiness();
            try (Collector collector = Collector.on(endpoint.getPort())) {
                collector.refuse();
                await().atMost(SOON).until(() -> {
                    end(10);
                    return collector.refused() >= LOST;
                });
                readiness();

                collector.takeAgain();
                io.opentelemetry.api.trace.Span span =
                        tracer.spanBuilder("afterwards").startSpan();
                span.end();
                await().atMost(SOON).until(() -> !find(collector, span).isEmpty());
            }
            assertThat(lines.written).hasSizeLessThanOrEqualTo(LINES);
        } finally {
            Logger.getLogger("").removeHandler(lines);
        }
    }

    /** The SDK asks them to end after the beans are gone, and a proxy would make its bean, with its meters, once more. */
    @Test
    void whoGetsSpansIsNoProxy() {
        assertThat(processors).hasSize(2).noneMatch(ClientProxy.class::isInstance);
    }

    private void end(int spans) {
        for (int span = 0; span < spans; span++) {
            tracer.spanBuilder("work").startSpan().end();
        }
    }

    private static void readiness() {
        RestAssured.get("/q/health/ready").then().statusCode(200);
    }

    private static List<Span> find(Collector collector, io.opentelemetry.api.trace.Span span) {
        ByteString id = ByteString.copyFrom(
                HexFormat.of().parseHex(span.getSpanContext().getSpanId()));
        return collector.spans().stream()
                .filter(got -> got.getSpanId().equals(id))
                .toList();
    }

    private static Map<String, AnyValue> attributes(Span span) {
        return span.getAttributesList().stream().collect(toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private static AnyValue text(String value) {
        return AnyValue.newBuilder().setStringValue(value).build();
    }

    /** What is written about spans that could not be sent. */
    private static final class Lines extends Handler {

        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (String.valueOf(record.getLoggerName()).contains("opentelemetry")) {
                written.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
