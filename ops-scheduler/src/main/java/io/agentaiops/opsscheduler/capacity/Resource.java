package io.agentaiops.opsscheduler.capacity;

import java.util.List;
import java.util.Optional;

/**
 * Something that can be used up.
 *
 * @param metric its name on the bus
 * @param unit of its values
 * @param limit where it counts as full; null when nothing bounds it by itself
 */
record Resource(
        String metric,
        String unit,
        @org.jspecify.annotations.Nullable Double limit) {

    /** Limits are those of the guide {@code alert-thresholds.md}. */
    static final List<Resource> ALL = List.of(
            new Resource("host.disk.free", "percent", 10.0),
            new Resource("host.memory.usage", "percent", 90.0),
            new Resource("host.cpu.usage", "percent", 80.0),
            new Resource("host.network.received", "bytes/s", null),
            new Resource("host.network.sent", "bytes/s", null),
            new Resource("storage.database.size", "bytes", null),
            new Resource("storage.index.size", "bytes", null),
            new Resource("storage.models.size", "bytes", null));

    static Optional<Resource> of(String series) {
        return ALL.stream()
                .filter(resource -> series.equals(resource.metric) || series.startsWith(resource.metric + "{"))
                .findFirst();
    }
}
