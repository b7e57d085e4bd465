package io.agentaiops.eventbus.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeterSamplerTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<MetricSampled> said = new ArrayList<>();
    private final MeterSampler sampler = new MeterSampler(
            registry,
            event -> said.add((MetricSampled) event),
            new ServiceIdentity("test", Optional.empty()),
            Clock.systemUTC());

    private Map<String, Double> sample() {
        said.clear();
        sampler.sample();
        return said.stream().collect(Collectors.toMap(MetricSampled::metric, MetricSampled::value));
    }

    @Test
    void serviceWithoutTheMetersSaysNothing() {
        assertThat(sample()).isEmpty();
    }

    @Test
    void responseTimeIsTheMeanOfWhatWasAnsweredSinceTheLastLook() {
        registry.timer("aiops.agent-gateway.run.duration", "state", "succeeded").record(Duration.ofSeconds(2));
        registry.timer("aiops.agent-gateway.run.duration", "state", "failed").record(Duration.ofSeconds(4));
        assertThat(sample()).containsEntry("agent.response.time", 3.0);

        registry.timer("aiops.agent-gateway.run.duration", "state", "succeeded").record(Duration.ofSeconds(10));
        assertThat(sample()).containsEntry("agent.response.time", 10.0);
        assertThat(sample()).isEmpty();
    }

    @Test
    void toolFailuresAreThoseOfTheToolsAndNotOfPeopleWhoSaidNo() {
        registry.counter("aiops.tool.runner.calls", "tool", "a", "state", "succeeded")
                .increment(7);
        registry.counter("aiops.tool.runner.calls", "tool", "b", "state", "failed")
                .increment();
        registry.counter("aiops.tool.runner.calls", "tool", "b", "state", "timed-out")
                .increment();
        registry.counter("aiops.tool.runner.calls", "tool", "b", "state", "denied")
                .increment();

        assertThat(sample()).containsEntry("tool.calls", 10.0).containsEntry("tool.failures", 2.0);
    }

    @Test
    void sessionsThatAreUsedAreCounted() {
        registry.gauge("aiops.agent-gateway.sessions", io.micrometer.core.instrument.Tags.of("state", "active"), 3);
        registry.gauge("aiops.agent-gateway.sessions", io.micrometer.core.instrument.Tags.of("state", "idle"), 9);

        assertThat(sample()).containsExactly(Map.entry("agent.sessions", 3.0));
    }
}
