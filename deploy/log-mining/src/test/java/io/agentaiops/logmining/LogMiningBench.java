package io.agentaiops.logmining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Grouping accuracy and speed over a folder of {@code NAME_2k.log} with {@code NAME_2k.log_structured.csv}, as the loghub
 * collection has them. Accuracy is the share of lines whose group holds exactly the lines of their event (Zhu et al.,
 * ICSE-SEIP 2019). Speed is that of one thread over the same lines again and again, header, masking and all.
 */
class LogMiningBench {

    private static final int ROUNDS = 100;

    @Test
    void measure() throws IOException {
        Path folder = Path.of(System.getProperty("loghub"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(log);
                List<String> events = events(Path.of(log + "_structured.csv"));
                System.out.printf(
                        "%-20s accuracy %.4f  %,9.0f lines/s%n",
                        log.getFileName(), accuracy(numbers(lines, 1), events), speed(lines));
            }
        }
    }

    private static double speed(List<String> lines) {
        numbers(lines, ROUNDS);
        long start = System.nanoTime();
        numbers(lines, ROUNDS);
        return ROUNDS * lines.size() * 1e9 / (System.nanoTime() - start);
    }

    private static List<Integer> numbers(List<String> lines, int rounds) {
        LineFormat format = LineFormat.of(lines.subList(0, Math.min(1000, lines.size())));
        TemplateMiner miner = new TemplateMiner();
        List<Mined> mined = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            lines.forEach(line -> mined.add(miner.add(format.message(line))));
        }
        miner.settle();
        return mined.stream().map(miner::number).toList();
    }

    private static double accuracy(List<Integer> found, List<String> events) {
        Map<Integer, Set<Integer>> groups = new HashMap<>();
        Map<String, Set<Integer>> truth = new HashMap<>();
        for (int line = 0; line < events.size(); line++) {
            groups.computeIfAbsent(found.get(line), key -> new HashSet<>()).add(line);
            truth.computeIfAbsent(events.get(line), key -> new HashSet<>()).add(line);
        }
        Set<Set<Integer>> exact = new HashSet<>(groups.values());
        int right = truth.values().stream()
                .filter(exact::contains)
                .mapToInt(Set::size)
                .sum();
        return right / (double) events.size();
    }

    /** The column EventId; quotes hold commas. */
    private static List<String> events(Path csv) throws IOException {
        List<String> rows = Files.readAllLines(csv);
        int column = cells(rows.getFirst()).indexOf("EventId");
        return rows.stream().skip(1).map(row -> cells(row).get(column)).toList();
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
