package io.agentaiops.opsscheduler.occurrence;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** How due times end, and how long after them that, and the run, was committed. */
@ApplicationScoped
class OccurrenceMetrics {

    private final MeterRegistry registry;

    OccurrenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Outcome outcome : Outcome.values()) {
            timer(outcome);
        }
    }

    void committed(Occurrence occurrence, Instant at) {
        Duration delay = Duration.between(occurrence.dueAt(), at);
        timer(occurrence.outcome()).record(delay.isNegative() ? Duration.ZERO : delay);
    }

    private Timer timer(Outcome outcome) {
        return registry.timer("aiops.ops.scheduler.occurrence.delay", "outcome", outcome.text());
    }
}
