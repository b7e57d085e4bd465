package io.agentaiops.opsscheduler.occurrence;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How due times end, and how long after them that was decided. */
@ApplicationScoped
class OccurrenceMetrics {

    private final MeterRegistry registry;

    OccurrenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Outcome outcome : Outcome.values()) {
            timer(outcome);
        }
    }

    void decided(Occurrence occurrence) {
        Duration delay = Duration.between(occurrence.dueAt(), occurrence.decidedAt());
        timer(occurrence.outcome()).record(delay.isNegative() ? Duration.ZERO : delay);
    }

    private Timer timer(Outcome outcome) {
        return registry.timer("aiops.ops.scheduler.occurrence.delay", "outcome", outcome.text());
    }
}
