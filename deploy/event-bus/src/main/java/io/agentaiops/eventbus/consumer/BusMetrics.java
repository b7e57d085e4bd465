package io.agentaiops.eventbus.consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** What the bus counts. */
@ApplicationScoped
class BusMetrics {

    private static final String DEAD_LETTERS = "aiops.bus.dead.letters";

    /** Why an event becomes a dead letter: each is counted from the start on, so that none at all is a zero. */
    private static final List<String> DEAD =
            List.of("not-an-event", "schema-violation", "rejected", "retries-exhausted");

    private final MeterRegistry registry;

    BusMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One event was dealt with: handled, repeated, skipped, dead or retried. */
    void event(String type, String outcome) {
        registry.counter("aiops.bus.events", "type", type, "outcome", outcome).increment();
    }

    void events(String type, String outcome, int count) {
        registry.counter("aiops.bus.events", "type", type, "outcome", outcome).increment(count);
    }

    void deadLetter(String topic, String code) {
        registry.counter(DEAD_LETTERS, "topic", topic, "code", code).increment();
    }

    /** How far this replica is behind on a topic, and how many of its partitions stand still until a failed event is tried again. */
    void watch(TopicLoop loop) {
        String topic = loop.topic().address();
        Gauge.builder("aiops.bus.consumer.lag", loop, TopicLoop::lag)
                .description("events in this replica's partitions that it has not handled yet")
                .tag("topic", topic)
                .register(registry);
        Gauge.builder("aiops.bus.partitions.waiting", loop, TopicLoop::waiting)
                .description("partitions that wait to try a failed event again")
                .tag("topic", topic)
                .register(registry);
        DEAD.forEach(code -> registry.counter(DEAD_LETTERS, "topic", topic, "code", code));
    }

    void took(String type, Duration time) {
        Timer.builder("aiops.bus.handling").tag("type", type).register(registry).record(time);
    }
}
