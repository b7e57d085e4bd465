package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Says on the bus, for thresholds and forecasts, what some meters of the services show: how long answers of the agent took
 * ({@code agent.response.time}, the mean of the last 15 s), what the tools did and how often they failed
 * ({@code tool.calls}, {@code tool.failures}, counters since the start), and how many sessions are in use
 * ({@code agent.sessions}). A service says what it has.
 */
@ApplicationScoped
class MeterSampler {

    /** A call that was denied is no failure of the tool. */
    private static final Set<String> TOOL_FAILED = Set.of("failed", "timed-out");

    private final MeterRegistry registry;
    private final DirectPublisher publisher;
    private final ServiceIdentity identity;
    private final Clock clock;
    private double answeredBefore;
    private double secondsBefore;

    MeterSampler(MeterRegistry registry, DirectPublisher publisher, ServiceIdentity identity, Clock clock) {
        this.registry = registry;
        this.publisher = publisher;
        this.identity = identity;
        this.clock = clock;
    }

    @Scheduled(every = "15s", identity = "meter-sampler")
    @RunOnVirtualThread
    void sample() {
        Instant now = clock.instant();
        responseTimes(now);
        toolCalls(now);
        for (Gauge sessions : registry.find("aiops.agent-gateway.sessions")
                .tag("state", "active")
                .gauges()) {
            say("agent.sessions", sessions.value(), "count", now);
        }
    }

    private void responseTimes(Instant now) {
        double answered = 0;
        double seconds = 0;
        for (Timer runs : registry.find("aiops.agent-gateway.run.duration").timers()) {
            answered += runs.count();
            seconds += runs.totalTime(TimeUnit.SECONDS);
        }
        if (answered > answeredBefore) {
            say("agent.response.time", (seconds - secondsBefore) / (answered - answeredBefore), "seconds", now);
        }
        answeredBefore = answered;
        secondsBefore = seconds;
    }

    private void toolCalls(Instant now) {
        var counters = registry.find("aiops.tool.runner.calls").counters();
        if (counters.isEmpty()) {
            return;
        }
        double calls = 0;
        double failures = 0;
        for (Counter counter : counters) {
            String state = counter.getId().getTag("state");
            calls += counter.count();
            failures += state != null && TOOL_FAILED.contains(state) ? counter.count() : 0;
        }
        say("tool.calls", calls, "count", now);
        say("tool.failures", failures, "count", now);
    }

    private void say(String metric, double value, String unit, Instant at) {
        if (Double.isFinite(value)) {
            publisher.send(new MetricSampled(
                    metric, value, unit, Map.of("component", identity.service(), "instance", identity.instance()), at));
        }
    }
}
