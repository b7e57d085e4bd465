package io.agentaiops.agentgateway.run;

import io.agentaiops.agentgateway.evidence.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and times of runs, of those who follow them, and of what their answers rest on. */
@ApplicationScoped
class RunMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger followers = new AtomicInteger();
    private final Map<Finding.State, Counter> sentences = new EnumMap<>(Finding.State.class);
    private final Counter fabricated;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("aiops.agent-gateway.run.followers", followers, AtomicInteger::doubleValue)
                .description("Clients that follow a run on this replica")
                .register(registry);
        for (Finding.State state : List.of(Finding.State.values())) {
            sentences.put(
                    state,
                    Counter.builder("aiops.agent-gateway.evidence.sentences")
                            .description("Factual sentences of model answers, by whether a source backs them")
                            .tag("state", state.label())
                            .register(registry));
        }
        this.fabricated = Counter.builder("aiops.agent-gateway.evidence.fabricated.citations")
                .description("References to passages that do not exist, removed from model answers")
                .register(registry);
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
        sentences.forEach(
                (state, counter) -> counter.increment((double) run.evidence().count(state)));
        fabricated.increment(run.evidence().fabricatedCitations());
    }

    void followers(int more) {
        followers.addAndGet(more);
    }

    void rated(String rating) {
        registry.counter("aiops.agent-gateway.run.ratings", "rating", rating).increment();
    }
}
