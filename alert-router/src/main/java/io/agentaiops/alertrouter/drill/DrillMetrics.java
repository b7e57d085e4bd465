package io.agentaiops.alertrouter.drill;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Fire drills by how they ended. */
@ApplicationScoped
class DrillMetrics {

    private static final String DRILLS = "aiops.alert.router.fire.drills";

    private final MeterRegistry registry;

    DrillMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (DrillRun.State state : DrillRun.State.values()) {
            if (state != DrillRun.State.RUNNING) {
                registry.counter(DRILLS, "outcome", outcome(state));
            }
        }
    }

    void ended(DrillRun.State state) {
        registry.counter(DRILLS, "outcome", outcome(state)).increment();
    }

    private static String outcome(DrillRun.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
