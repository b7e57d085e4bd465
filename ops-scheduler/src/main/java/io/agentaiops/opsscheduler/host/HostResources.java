package io.agentaiops.opsscheduler.host;

import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code host.resources}: CPU, memory and disks of the host, seen now and held against limits. */
@ApplicationScoped
class HostResources implements CapabilityHandler {

    private final HostProbe probe;

    HostResources(HostProbe probe) {
        this.probe = probe;
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
        Map<String, Object> evidence = Map.of(
                "host",
                probe.name(),
                "cpuUsedPercent",
                state.cpuUsed(),
                "memoryUsedPercent",
                state.memoryUsed(),
                "diskFreePercent",
                state.disks().stream()
                        .collect(Collectors.toMap(
                                HostState.Disk::mount, HostState.Disk::free, (first, second) -> first)));
        if (broken.isEmpty()) {
            double least = state.disks().stream()
                    .mapToDouble(HostState.Disk::free)
                    .min()
                    .orElse(100);
            return Finding.good(
                    "CPU " + state.cpuUsed() + " %, memory " + state.memoryUsed() + " %, least free disk " + least
                            + " %",
                    evidence);
        }
        return Finding.bad(String.join("; ", broken), evidence);
    }
}
