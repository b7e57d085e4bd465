package io.agentaiops.opsscheduler.report;

import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.StepRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every number that the steps of a run found, held against the same number of the run a week before, or of the last one
 * when there is none that old.
 *
 * @param with the run that it is held against
 */
record RunComparison(Run with, List<Row> rows) {

    private static final int MOST_NUMBERS = 25;
    private static final int DEPTH = 3;
    private static final int CHARTED_RUNS = 3;
    private static final Duration ABOUT_A_WEEK = Duration.ofDays(5);

    /** A number now and then; {@code history} are its values in all runs looked at, this one last. */
    record Row(String step, String name, double now, double then, List<Chart.Point> history) {

        /** Change in percent; empty when there was nothing. */
        Optional<Double> change() {
            return then == 0 ? Optional.empty() : Optional.of((now - then) / Math.abs(then) * 100);
        }
    }

    /** The comparison of a run with earlier ones, newest first; empty when there is none to compare with. */
    static Optional<RunComparison> of(Run run, List<Run> earlier) {
        if (earlier.isEmpty() || run.dryRun()) {
            return Optional.empty();
        }
        Run with = earlier.stream()
                .filter(candidate ->
                        candidate.createdAt().isBefore(run.createdAt().minus(ABOUT_A_WEEK)))
                .findFirst()
                .orElse(earlier.getFirst());
        List<Row> rows = new ArrayList<>();
        for (StepRun step : run.steps()) {
            Map<String, Double> then = numbers(with, step.stepId());
            numbers(step).forEach((name, now) -> {
                Double before = then.get(name);
                if (before != null) {
                    rows.add(new Row(step.title(), name, now, before, history(run, earlier, step, name)));
                }
            });
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new RunComparison(with, rows));
    }

    /** Charts of what was found often enough to have a shape, and changed. */
    List<Chart> charts() {
        return rows.stream()
                .filter(row -> row.history().size() >= CHARTED_RUNS)
                .filter(row -> row.history().stream()
                                .mapToDouble(Chart.Point::value)
                                .distinct()
                                .count()
                        > 1)
                .map(row -> new Chart(row.step() + ": " + row.name(), "", row.history(), null))
                .toList();
    }

    private static List<Chart.Point> history(Run run, List<Run> earlier, StepRun step, String name) {
        List<Chart.Point> points = new ArrayList<>();
        for (Run past : earlier.reversed()) {
            Double value = numbers(past, step.stepId()).get(name);
            if (value != null) {
                points.add(new Chart.Point(at(past), value));
            }
        }
        Double now = numbers(step).get(name);
        if (now != null) {
            points.add(new Chart.Point(at(run), now));
        }
        return points;
    }

    private static long at(Run run) {
        Instant at = run.startedAt() == null ? run.createdAt() : run.startedAt();
        return at.toEpochMilli();
    }

    private static Map<String, Double> numbers(Run run, String stepId) {
        return run.steps().stream()
                .filter(step -> step.stepId().equals(stepId))
                .findFirst()
                .map(RunComparison::numbers)
                .orElse(Map.of());
    }

    private static Map<String, Double> numbers(StepRun step) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        collect("", step.evidence(), numbers, 0);
        numbers.remove("toolDurationMs");
        return numbers;
    }

    private static void collect(String prefix, @Nullable Object value, Map<String, Double> numbers, int depth) {
        if (numbers.size() >= MOST_NUMBERS || depth > DEPTH) {
            return;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            numbers.put(prefix, number.doubleValue());
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, inner) -> {
                if (inner != null) {
                    sorted.put(String.valueOf(key), inner);
                }
            });
            sorted.forEach(
                    (key, inner) -> collect(prefix.isEmpty() ? key : prefix + "." + key, inner, numbers, depth + 1));
        }
    }
}
