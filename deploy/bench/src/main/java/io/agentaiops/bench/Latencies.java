package io.agentaiops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations of one kind, in nanoseconds. */
final class Latencies {

    private final List<Long> nanos = new ArrayList<>();

    void add(long duration) {
        nanos.add(duration);
    }

    /** The duration, in milliseconds, that the given share of all stays below. */
    double percentile(double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))) / 1e6;
    }

    String row(String name) {
        return String.format(
                Locale.ROOT,
                "%-44s %5d %9.2f %9.2f %9.2f",
                name,
                nanos.size(),
                percentile(0.5),
                percentile(0.9),
                percentile(0.99));
    }
}
