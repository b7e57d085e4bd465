package io.agentaiops.opsscheduler.run;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts how runs begin, and how runs and steps end. */
@ApplicationScoped
class RunMetrics {

    private final MeterRegistry registry;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Trigger trigger : Trigger.values()) {
            registry.counter("aiops.ops.scheduler.runs.started", "trigger", trigger.text());
        }
        for (RunState state : RunState.values()) {
            if (state.isEnded()) {
                registry.timer("aiops.ops.scheduler.run", "outcome", state.text());
            }
        }
        for (StepState state : StepState.values()) {
            if (state.isEnded()) {
                registry.timer("aiops.ops.scheduler.step", "outcome", state.text());
            }
        }
    }

    void runStarted(Run run) {
        registry.counter(
                        "aiops.ops.scheduler.runs.started",
                        "trigger",
                        run.trigger().text())
                .increment();
    }

    void runEnded(Run run) {
        registry.timer("aiops.ops.scheduler.run", "outcome", run.state().text())
                .record(Duration.ofMillis(run.durationMs()));
    }

    void stepEnded(StepRun step) {
        registry.timer("aiops.ops.scheduler.step", "outcome", step.state().text())
                .record(Duration.ofMillis(step.durationMs()));
    }
}
