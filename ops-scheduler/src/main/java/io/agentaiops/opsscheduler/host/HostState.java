package io.agentaiops.opsscheduler.host;

import java.util.List;

/**
 * What the host looked like at one moment.
 *
 * @param cpuUsed percent of all processors since the moment before
 * @param memoryUsed percent; memory that the system could free at once counts as free
 */
record HostState(double cpuUsed, double memoryUsed, List<Disk> disks) {

    /**
     * A mounted file system.
     *
     * @param mount where it is mounted
     * @param free percent of its size that users can write
     */
    record Disk(String mount, double free) {}

    HostState {
        disks = List.copyOf(disks);
    }
}
