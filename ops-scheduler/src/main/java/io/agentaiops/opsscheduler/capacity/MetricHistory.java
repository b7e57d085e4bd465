package io.agentaiops.opsscheduler.capacity;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Metrics by hour, in PostgreSQL. */
@ApplicationScoped
class MetricHistory {

    /** An hour of a series. */
    record Hour(String series, Instant hour) {}

    /** What was sampled in it. */
    record Samples(double low, double high, double total, long count) {

        static Samples of(double value) {
            return new Samples(value, value, value, 1);
        }

        Samples and(Samples other) {
            return new Samples(
                    Math.min(low, other.low), Math.max(high, other.high), total + other.total, count + other.count);
        }
    }

    /** A mean at a time. */
    record Point(Instant at, double value) {}

    private final Jdbi jdbi;

    MetricHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void add(Map<Hour, Samples> sampled) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into metric_hour as h (series, hour, low, high, total, samples)
                    values (:series, :hour, :low, :high, :total, :samples)
                    on conflict (series, hour) do update set low = least(h.low, excluded.low),
                        high = greatest(h.high, excluded.high), total = h.total + excluded.total,
                        samples = h.samples + excluded.samples""");
            // In the order of the key: replicas that write the same hours must not wait for each other in a circle.
            sampled.entrySet().stream()
                    .sorted((one, two) -> {
                        int bySeries =
                                one.getKey().series().compareTo(two.getKey().series());
                        return bySeries != 0
                                ? bySeries
                                : one.getKey().hour().compareTo(two.getKey().hour());
                    })
                    .forEach(entry -> batch.bind("series", entry.getKey().series())
                            .bind("hour", entry.getKey().hour())
                            .bind("low", entry.getValue().low())
                            .bind("high", entry.getValue().high())
                            .bind("total", entry.getValue().total())
                            .bind("samples", entry.getValue().count())
                            .add());
            batch.execute();
        });
    }

    /** Means by series since then, oldest first: by hour, or by day when the history is longer than two weeks. */
    Map<String, List<Point>> since(Instant from, List<String> metrics) {
        Map<String, List<Point>> series = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        with wanted as (
                            select *, min(hour) over (partition by series) < max(hour) over (partition by series)
                                - interval '14 days' as long
                            from metric_hour
                            where hour >= :from and split_part(series, '{', 1) = any (:metrics))
                        select series, case when long then date_trunc('day', hour) else hour end as at,
                            sum(total) / sum(samples) as mean
                        from wanted group by 1, 2 order by 1, 2""")
                .bind("from", from)
                .bindArray("metrics", String.class, metrics.toArray())
                .map((row, context) -> series.computeIfAbsent(row.getString("series"), name -> new ArrayList<>())
                        .add(new Point(row.getTimestamp("at").toInstant(), row.getDouble("mean"))))
                .list());
        return series;
    }
}
