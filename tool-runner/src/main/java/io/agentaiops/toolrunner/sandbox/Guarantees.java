package io.agentaiops.toolrunner.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Says in words what a level does to a command that only looks; deploy/docs/security.md says what it does not. */
final class Guarantees {

    private Guarantees() {}

    /**
     * The lines.
     *
     * @param filters whether the seccomp filter is loaded
     */
    static List<String> of(SandboxLevel level, boolean filters, SandboxConfig config) {
        List<String> lines = new ArrayList<>();
        lines.add("clean environment, empty standard input, no new privileges");
        lines.add("limits per process: " + config.cpuSeconds() + " s of processor time, " + mib(config.memoryBytes())
                + " MiB of addresses, files of " + mib(config.fileBytes()) + " MiB, no core dump");
        lines.add("limits per call: " + config.timeout().toSeconds() + " s unless it asks for more (at most "
                + config.maxTimeout().toSeconds() + " s), " + mib(config.treeMemoryBytes())
                + " MiB of memory, " + config.outputBytes() + " bytes of output");
        switch (level) {
            case BUBBLEWRAP -> {
                isolated(lines);
                lines.add("private /dev, and a private 64 MiB /tmp that goes with the call");
                lines.add(filters ? "seccomp filter" : "NO seccomp filter: this architecture is not known");
            }
            case UNSHARE -> {
                isolated(lines);
                lines.add("a private 64 MiB /tmp that goes with the call; the machine's own /dev");
                lines.add(
                        filters
                                ? "seccomp filter"
                                : "NO seccomp filter: perl, which loads it here, is not installed, or this architecture"
                                        + " is not known");
            }
            case NONE -> lines.add("NO isolation: the machine's files, network and processes are in reach");
            case REFUSED -> lines.add("nothing runs");
        }
        return List.copyOf(lines);
    }

    private static void isolated(List<String> lines) {
        lines.add("own user, process, mount, IPC and UTS namespaces; no capabilities");
        lines.add("no network, unless the command's policy gives it");
        lines.add("the file system read-only; homes, keys, configuration, data and container sockets hidden");
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }
}
