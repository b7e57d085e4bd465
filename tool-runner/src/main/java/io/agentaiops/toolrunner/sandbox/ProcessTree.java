package io.agentaiops.toolrunner.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a pipeline with all that they started, as /proc shows them. */
record ProcessTree(List<Process> roots) {

    ProcessTree {
        roots = List.copyOf(roots);
    }

    /** Memory that they hold together, in bytes; pages that several share count for each. */
    long residentBytes() {
        return roots.stream()
                .filter(Process::isAlive)
                .flatMap(root -> Stream.concat(Stream.of(root.toHandle()), root.descendants()))
                .mapToLong(process -> resident(process.pid()))
                .sum();
    }

    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            // It ended while we looked.
            return 0;
        }
    }
}
