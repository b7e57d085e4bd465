package io.agentaiops.bench;

import io.agentaiops.eventbus.Redactor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text redacted per second of one thread's CPU, line by line as logs come, beside merely reading the characters: the
 * labelled lines, of which most have a finding, the documents, and files that are named.
 */
final class RedactionBench {

    private static final int ROUNDS = 12;
    private static final long BYTES_PER_ROUND = 12_000_000;

    private RedactionBench() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        System.out.printf("%-28s %9s %9s %12s %12s%n", "text", "bytes", "found", "MB/s", "floor MB/s");
        measure("labelled lines", labelled(root));
        measure("documents", lines(documents(root)));
        for (String file : System.getProperty("bench.files", "").split(",", -1)) {
            if (!file.isBlank()) {
                measure(String.valueOf(Path.of(file).getFileName()), lines(List.of(Path.of(file))));
            }
        }
    }

    private static void measure(String name, List<String> lines) {
        long bytes = lines.stream().mapToLong(line -> line.length() + 1L).sum();
        long found =
                lines.stream().mapToLong(line -> Redactor.find(line).size()).sum();
        long[] sink = new long[1];
        double ours =
                best(lines, bytes, line -> sink[0] += Redactor.redact(line).length());
        double floor = best(lines, bytes, line -> {
            int sum = 0;
            for (int i = 0; i < line.length(); i++) {
                sum += line.charAt(i) == '@' ? 1 : 0;
            }
            sink[0] += sum;
        });
        System.out.printf(Locale.ROOT, "%-28s %9d %9d %12.1f %12.1f%n", name, bytes, found, ours, floor);
    }

    private static double best(List<String> lines, long bytes, java.util.function.Consumer<String> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long repeats = Math.max(1, BYTES_PER_ROUND / bytes);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long from = threads.getCurrentThreadCpuTime();
            for (long i = 0; i < repeats; i++) {
                lines.forEach(work);
            }
            best = Math.max(best, repeats * bytes / 1e6 / ((threads.getCurrentThreadCpuTime() - from) / 1e9));
        }
        return best;
    }

    private static List<String> labelled(Path root) throws IOException {
        Path folder = root.resolve("deploy/event-bus/src/test/resources/redaction");
        List<String> lines = new ArrayList<>();
        for (String file : List.of("labelled.txt", "many-tongues.txt", "mixed-shop.txt")) {
            for (String line : Files.readAllLines(folder.resolve(file))) {
                lines.add(line.replace("·", "").replaceAll("⟦[a-z-]+:([^⟧]*)⟧", "$1"));
            }
        }
        return lines;
    }

    private static List<Path> documents(Path root) throws IOException {
        try (var files = Files.walk(root.resolve("documents"))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static List<String> lines(List<Path> files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }
}
