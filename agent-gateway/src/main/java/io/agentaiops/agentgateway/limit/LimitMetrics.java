package io.agentaiops.agentgateway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts requests that were refused at the edge, by reason; every reason from the start. */
@ApplicationScoped
class LimitMetrics {

    private static final String NAME = "aiops.agent-gateway.requests.refused";

    private final MeterRegistry registry;

    LimitMetrics(MeterRegistry registry) {
        this.registry = registry;
        List.of("rate", "scope").forEach(reason -> registry.counter(NAME, "reason", reason));
    }

    void refused(String reason) {
        registry.counter(NAME, "reason", reason).increment();
    }
}
