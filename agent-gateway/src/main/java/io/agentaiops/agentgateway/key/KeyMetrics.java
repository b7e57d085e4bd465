package io.agentaiops.agentgateway.key;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts how presented keys were judged; every outcome from the start. */
@ApplicationScoped
class KeyMetrics {

    private static final String NAME = "aiops.agent-gateway.key.verifications";

    private final MeterRegistry registry;

    KeyMetrics(MeterRegistry registry) {
        this.registry = registry;
        List.of("valid", "wrong", "shut-out").forEach(outcome -> registry.counter(NAME, "outcome", outcome));
    }

    void verified(String outcome) {
        registry.counter(NAME, "outcome", outcome).increment();
    }
}
