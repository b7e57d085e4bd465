package io.agentaiops.opsscheduler.capacity;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** How much of a host was in use over some time, from the metrics that are kept by hour. */
@ApplicationScoped
public class UsageHistory {

    /**
     * A metric over some time.
     *
     * @param p95 what 95 of 100 hours lay below, each by its mean
     */
    public record Usage(double mean, double p95) {}

    private final Jdbi jdbi;

    UsageHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** By metric, in {@code [from, to)}; metrics that were not sampled then are not in it. */
    public Map<String, Usage> of(String host, List<String> metrics, Instant from, Instant to) {
        Map<String, Usage> usage = new HashMap<>();
        Object[] series = metrics.stream()
                .map(metric -> MetricRecorder.series(metric, Map.of("host", host)))
                .toArray();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select split_part(series, '{', 1) as metric, sum(total) / sum(samples) as mean,
                            percentile_cont(0.95) within group (order by total / samples) as p95
                        from metric_hour where hour >= :from and hour < :to and series = any (:series)
                        group by 1""")
                .bind("from", from)
                .bind("to", to)
                .bindArray("series", String.class, series)
                .map((row, context) ->
                        usage.put(row.getString("metric"), new Usage(row.getDouble("mean"), row.getDouble("p95"))))
                .list());
        return usage;
    }
}
