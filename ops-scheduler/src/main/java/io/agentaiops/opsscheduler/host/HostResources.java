package io.agentaiops.opsscheduler.host;

import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.opsscheduler.capacity.UsageHistory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code host.resources}: CPU, memory and disks of the host, seen now and held against limits; with a {@code window}, beside
 * how they were in it and in the one before.
 */
@ApplicationScoped
class HostResources implements CapabilityHandler {

    private final HostProbe probe;
    private final UsageHistory history;
    private final Clock clock;

    HostResources(HostProbe probe, UsageHistory history, Clock clock) {
        this.probe = probe;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.HOST_RESOURCES;
    }

    @Override
    public Finding perform(Operation operation) {
        Arguments arguments = operation.arguments();
        HostLimits limits = new HostLimits(
                arguments.percent("cpu-below", 80),
                arguments.percent("memory-below", 90),
                arguments.percent("disk-free-above", 10));
        HostState state = probe.overOneSecond();
        List<String> broken = limits.broken(state);
        Map<String, Object> evidence = new HashMap<>();
        evidence.put("host", probe.name());
        evidence.put("cpuUsedPercent", state.cpuUsed());
        evidence.put("memoryUsedPercent", state.memoryUsed());
        evidence.put(
                "diskFreePercent",
                state.disks().stream()
                        .collect(Collectors.toMap(
                                HostState.Disk::mount, HostState.Disk::free, (first, second) -> first)));
        Duration window = arguments.duration("window", Duration.ZERO);
        String trend = "";
        if (window.isPositive()) {
            HostWeek week = HostWeek.until(clock.instant(), window, probe.name(), history);
            evidence.putAll(week.evidence());
            trend = week.words();
        }
        if (broken.isEmpty()) {
            double least = state.disks().stream()
                    .mapToDouble(HostState.Disk::free)
                    .min()
                    .orElse(100);
            return Finding.good(
                    "CPU " + state.cpuUsed() + " %, memory " + state.memoryUsed() + " %, least free disk " + least
                            + " %" + trend,
                    evidence);
        }
        return Finding.bad(String.join("; ", broken) + trend, evidence);
    }
}
