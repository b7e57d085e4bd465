package io.agentaiops.opsscheduler.host;

import java.util.ArrayList;
import java.util.List;

/**
 * What the host should stay within, in percent. Pure.
 *
 * @param cpuBelow highest good CPU use
 * @param memoryBelow highest good memory use
 * @param diskFreeAbove least good free space, on every file system
 */
record HostLimits(double cpuBelow, double memoryBelow, double diskFreeAbove) {

    /** Everything that is not within, in words; empty when all is well. */
    List<String> broken(HostState state) {
        List<String> broken = new ArrayList<>();
        if (state.cpuUsed() > cpuBelow) {
            broken.add("CPU at " + state.cpuUsed() + " %, limit " + cpuBelow + " %");
        }
        if (state.memoryUsed() > memoryBelow) {
            broken.add("memory at " + state.memoryUsed() + " %, limit " + memoryBelow + " %");
        }
        for (HostState.Disk disk : state.disks()) {
            if (disk.free() <= diskFreeAbove) {
                broken.add("disk " + disk.mount() + " has " + disk.free() + " % free, limit " + diskFreeAbove + " %");
            }
        }
        return broken;
    }
}
