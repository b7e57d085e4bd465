package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Says how much the service did since its start, and how much of it failed by its own fault: requests (5xx) and events
 * (given up). Two counters, of which the threshold on the error rate makes a ratio.
 */
@ApplicationScoped
class WorkSampler {

    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final DirectPublisher publisher;
    private final ServiceIdentity identity;
    private final Clock clock;

    WorkSampler(MeterRegistry registry, DirectPublisher publisher, ServiceIdentity identity, Clock clock) {
        this.registry = registry;
        this.publisher = publisher;
        this.identity = identity;
        this.clock = clock;
    }

    @Scheduled(every = "15s", identity = "work-sampler")
    @RunOnVirtualThread
    void sample() {
        double work = 0;
        double failures = 0;
        for (Timer requests : registry.find("http.server.requests").timers()) {
            work += requests.count();
            failures += "SERVER_ERROR".equals(requests.getId().getTag(OUTCOME)) ? requests.count() : 0;
        }
        for (Counter events : registry.find("aiops.bus.events").counters()) {
            String outcome = events.getId().getTag(OUTCOME);
            work += "handled".equals(outcome) || "dead".equals(outcome) ? events.count() : 0;
            failures += "dead".equals(outcome) ? events.count() : 0;
        }
        Instant now = clock.instant();
        say("component.failures", failures, now);
        say("component.work", work, now);
    }

    private void say(String metric, double count, Instant at) {
        publisher.send(new MetricSampled(
                metric, count, "count", Map.of("component", identity.service(), "instance", identity.instance()), at));
    }
}
