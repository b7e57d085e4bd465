package io.agentaiops.agentgateway.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts and times of runs. */
@ApplicationScoped
class RunMetrics {

    private final MeterRegistry registry;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(Run run, Duration duration) {
        AnswerMode mode = run.mode();
        Timer.builder("aiops.agent-gateway.run.duration")
                .description("From acceptance to the end of a run")
                .tag("state", run.state().label())
                .tag("mode", mode == null ? "none" : mode.label())
                .publishPercentileHistogram()
                .register(registry)
                .record(duration);
    }

    void rated(String rating) {
        registry.counter("aiops.agent-gateway.run.ratings", "rating", rating).increment();
    }
}
