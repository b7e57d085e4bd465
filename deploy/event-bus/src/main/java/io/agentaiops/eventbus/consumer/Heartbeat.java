package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** Says every ten seconds that the service is up; silence is what the threshold on service downtime listens for. */
@ApplicationScoped
class Heartbeat {

    private final DirectPublisher publisher;
    private final ServiceIdentity identity;
    private final Clock clock;

    Heartbeat(DirectPublisher publisher, ServiceIdentity identity, Clock clock) {
        this.publisher = publisher;
        this.identity = identity;
        this.clock = clock;
    }

    @Scheduled(every = "10s", identity = "heartbeat")
    @RunOnVirtualThread
    void beat() {
        publisher.send(new MetricSampled(
                "aiops.service.up", 1, "count", Map.of("service", identity.service()), clock.instant()));
    }
}
