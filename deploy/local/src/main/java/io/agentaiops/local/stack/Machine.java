package io.agentaiops.local.stack;

import io.agentaiops.local.process.Account;
import io.agentaiops.local.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of this machine decides whether a stack can run on it. */
public final class Machine {

    /** Memory that a whole stack takes, in MiB: about 3000 seen, and some room. */
    public static final long MEMORY_WANTED = 3_500;

    /** Free disk below which nothing is started, in MiB. */
    public static final long DISK_WANTED = 2_000;

    private static final long KIBIBYTES = 1024;
    private static final long MEBIBYTES = 1024 * 1024;

    private Machine() {}

    /** Memory that programs could still get, in MiB; none where the system does not tell. */
    public static Optional<Long> availableMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTES)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Free disk where the path lies, or will lie, in MiB. */
    public static long freeDisk(Path path) {
        try {
            Path existing = path.toAbsolutePath();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            return Files.getFileStore(existing).getUsableSpace() / MEBIBYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a program of that name can be run. */
    public static boolean has(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Refuses to start what could not run here. */
    static void require(StackHome home, Account account, List<Component> wanted) {
        long disk = freeDisk(home.folder());
        if (disk < DISK_WANTED) {
            throw new StackFailure("only " + disk + " MiB are free where " + home.folder() + " lies, and a stack needs "
                    + DISK_WANTED + "; free some, or put its data elsewhere with AIOPS_HOME=/path ./aiops up");
        }
        long share = MEMORY_WANTED * wanted.size() / (Service.values().length + 3);
        availableMemory().filter(memory -> memory < share).ifPresent(memory -> {
            throw new StackFailure(
                    "only " + memory + " MiB of memory are available, and what is to be started needs about " + share
                            + "; end something else, or use engines on another machine (see ./aiops up --help)");
        });
        for (String program : account.switched() ? List.of("setsid", "setpriv") : List.of("setsid")) {
            if (!has(program)) {
                throw new StackFailure("the program " + program + " is missing; install util-linux");
            }
        }
        wanted.forEach(component -> component.ports().forEach(port -> requireFree(component.name(), port)));
    }

    private static void requireFree(String component, int port) {
        if (!Ports.isFree(port)) {
            throw new StackFailure("port " + port + ", which " + component + " needs, is in use by "
                    + PortOwner.of(port).orElse("another program")
                    + "; end that, or start this stack beside it with ./aiops up --offset 1000");
        }
    }
}
