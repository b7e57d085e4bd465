package io.agentaiops.opsscheduler.host;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;

/** Reads the host's counters. */
@ApplicationScoped
class HostProbe {

    /** File systems that are made of memory, or read-only images that are always full. */
    private static final Set<String> NOT_DISKS = Set.of(
            "tmpfs",
            "devtmpfs",
            "ramfs",
            "proc",
            "sysfs",
            "squashfs",
            "iso9660",
            "autofs",
            "cgroup2",
            "nsfs",
            "efivarfs");

    private static final List<String> NOT_PLACES = List.of("/snap/", "/proc/", "/sys/", "/dev/", "/run/", "/etc/");

    private final SystemInfo system = new SystemInfo();
    private final String name;
    private long[] ticks;

    HostProbe(HostConfig config) {
        this.name = config.name().orElseGet(HostProbe::machineName);
        this.ticks = processor().getSystemCpuLoadTicks();
    }

    /** The host's name. */
    String name() {
        return name;
    }

    /** State now; CPU use since the call before. */
    synchronized HostState sinceLast() {
        double cpu = processor().getSystemCpuLoadBetweenTicks(ticks);
        ticks = processor().getSystemCpuLoadTicks();
        return state(cpu);
    }

    /** State now; CPU use over one second, for which the caller waits. */
    HostState overOneSecond() {
        return state(processor().getSystemCpuLoad(1000));
    }

    /** Bytes that all network interfaces have received and sent since they came up, the host's own left out. */
    HostTraffic traffic() {
        long received = 0;
        long sent = 0;
        for (NetworkIF network : system.getHardware().getNetworkIFs()) {
            network.updateAttributes();
            received += network.getBytesRecv();
            sent += network.getBytesSent();
        }
        return new HostTraffic(received, sent);
    }

    private HostState state(double cpu) {
        GlobalMemory memory = system.getHardware().getMemory();
        double available = (double) memory.getAvailable() / memory.getTotal();
        return new HostState(percent(cpu), percent(1 - available), disks());
    }

    private List<HostState.Disk> disks() {
        Set<String> volumes = new HashSet<>();
        return system.getOperatingSystem().getFileSystem().getFileStores(true).stream()
                .filter(HostProbe::isDisk)
                .filter(store -> volumes.add(store.getVolume() + store.getTotalSpace()))
                .map(store -> new HostState.Disk(
                        store.getMount(), percent((double) store.getUsableSpace() / store.getTotalSpace())))
                .toList();
    }

    private static boolean isDisk(OSFileStore store) {
        return store.getTotalSpace() > 0
                && !NOT_DISKS.contains(store.getType())
                && NOT_PLACES.stream().noneMatch(place -> store.getMount().startsWith(place));
    }

    private CentralProcessor processor() {
        return system.getHardware().getProcessor();
    }

    private static double percent(double share) {
        double bounded = Math.clamp(Double.isFinite(share) ? share : 0, 0, 1);
        return Math.round(bounded * 1000) / 10.0;
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
