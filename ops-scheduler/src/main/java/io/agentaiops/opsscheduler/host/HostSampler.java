package io.agentaiops.opsscheduler.host;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Measures the host again and again and publishes what it finds, for the thresholds. */
@ApplicationScoped
class HostSampler {

    private final HostProbe probe;
    private final HostPublisher publisher;
    private final Clock clock;

    HostSampler(HostProbe probe, HostPublisher publisher, Clock clock) {
        this.probe = probe;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Scheduled(
            every = "{aiops.host.sample-every}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sample() {
        HostState state = probe.sinceLast();
        Instant now = clock.instant();
        publisher.sampled("host.cpu.usage", state.cpuUsed(), probe.name(), "", now);
        publisher.sampled("host.memory.usage", state.memoryUsed(), probe.name(), "", now);
        for (HostState.Disk disk : state.disks()) {
            publisher.sampled("host.disk.free", disk.free(), probe.name(), disk.mount(), now);
        }
    }
}
