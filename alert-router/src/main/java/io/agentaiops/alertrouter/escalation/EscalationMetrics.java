package io.agentaiops.alertrouter.escalation;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What escalation counts. */
@ApplicationScoped
class EscalationMetrics {

    private static final String STEPS = "aiops.alert.router.escalation.steps";

    private final MeterRegistry registry;

    EscalationMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.counter(STEPS, "outcome", "told");
        registry.counter(STEPS, "outcome", "nobody");
    }

    void stepped(boolean nobody) {
        registry.counter(STEPS, "outcome", nobody ? "nobody" : "told").increment();
    }
}
