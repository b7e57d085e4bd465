package io.agentaiops.agentgateway.passthrough;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times of model traffic that is passed through. */
@ApplicationScoped
class PassthroughMetrics {

    /** How a relayed request ended. */
    enum Outcome {
        ANSWERED,
        /** Ollama answered with an error status. */
        REFUSED,
        UNREACHABLE,
        /** Ollama stopped in the middle. */
        BROKEN,
        /** The client left. */
        ABANDONED
    }

    private final MeterRegistry registry;
    private final AtomicInteger open = new AtomicInteger();

    PassthroughMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("aiops.agent-gateway.passthrough.open", open, AtomicInteger::get)
                .description("Requests that are being passed through to Ollama")
                .register(registry);
    }

    void opened() {
        open.incrementAndGet();
    }

    void firstByte(String protocol, long nanos) {
        Timer.builder("aiops.agent-gateway.passthrough.first-byte")
                .description("From the whole request to the first byte of its answer, Ollama included")
                .tag("protocol", protocol)
                .publishPercentileHistogram()
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    void closed(String protocol, Outcome outcome) {
        open.decrementAndGet();
        registry.counter(
                        "aiops.agent-gateway.passthrough.requests",
                        "protocol",
                        protocol,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
