package io.agentaiops.agentgateway.cache;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts what came of looking into the cache, and what went out of it; every outcome from the start. */
@ApplicationScoped
class CacheMetrics {

    private static final String LOOKUPS = "aiops.agent-gateway.answer-cache.lookups";
    private static final String DROPPED = "aiops.agent-gateway.answer-cache.dropped";

    private final MeterRegistry registry;

    CacheMetrics(MeterRegistry registry) {
        this.registry = registry;
        List.of("exact", "similar", "miss").forEach(outcome -> registry.counter(LOOKUPS, "outcome", outcome));
        List.of("document", "age", "person").forEach(reason -> registry.counter(DROPPED, "reason", reason));
    }

    void looked(String outcome) {
        registry.counter(LOOKUPS, "outcome", outcome).increment();
    }

    void dropped(String reason, int entries) {
        registry.counter(DROPPED, "reason", reason).increment(entries);
    }
}
