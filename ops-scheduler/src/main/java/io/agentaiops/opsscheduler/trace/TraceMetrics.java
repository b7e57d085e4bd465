package io.agentaiops.opsscheduler.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of traces. */
@ApplicationScoped
class TraceMetrics {

    private final Counter stored;
    private final Counter refused;
    private final Counter full;
    private final AtomicLong bytes = new AtomicLong();

    TraceMetrics(MeterRegistry registry) {
        stored = spans(registry, "stored");
        refused = spans(registry, "refused");
        full = spans(registry, "full");
        Gauge.builder("aiops.ops.scheduler.traces.size", bytes, AtomicLong::get)
                .description("what the kept traces take on the disk")
                .baseUnit("bytes")
                .register(registry);
    }

    private static Counter spans(MeterRegistry registry, String outcome) {
        return Counter.builder("aiops.ops.scheduler.spans")
                .description("spans that arrived, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    void stored(int count, int notTaken) {
        stored.increment(count);
        refused.increment(notTaken);
    }

    void full(int count) {
        full.increment(count);
    }

    void size(long size) {
        bytes.set(size);
    }
}
