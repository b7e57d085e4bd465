package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.DirectPublisher;
import io.agentaiops.eventcontracts.metric.MetricSampled;
import io.agentaiops.opsscheduler.host.HostPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;

/** Says what the host's CPU, memory and disks are like. */
@ApplicationScoped
class HostSamplePublisher implements HostPublisher {

    private final DirectPublisher publisher;

    HostSamplePublisher(DirectPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void measured(String metric, double value, String unit, String host, Instant at) {
        publisher.send(new MetricSampled(metric, value, unit, Map.of("host", host), at));
    }

    @Override
    public void sampled(String metric, double percent, String host, String mount, Instant at) {
        Map<String, String> labels = mount.isEmpty() ? Map.of("host", host) : Map.of("host", host, "mount", mount);
        publisher.send(new MetricSampled(metric, percent, "percent", labels, at));
    }
}
