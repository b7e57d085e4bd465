package io.agentaiops.ragindexer;

import java.util.List;
import java.util.Locale;

/** Measured times in milliseconds, shortest first, and what is told of them. */
public record Series(List<Double> sorted) {

    /** Of times in nanoseconds. */
    public static Series of(List<Long> nanos) {
        return new Series(nanos.stream().map(each -> each / 1e6).sorted().toList());
    }

    /** The value that so many of a hundred do not exceed. */
    public double percentile(double p) {
        int place = (int) Math.ceil(p / 100 * sorted.size()) - 1;
        return sorted.get(Math.clamp(place, 0, sorted.size() - 1));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "n %d  p50 %.1f  p95 %.1f  p99 %.1f  max %.1f ms",
                sorted.size(),
                percentile(50),
                percentile(95),
                percentile(99),
                percentile(100));
    }
}
