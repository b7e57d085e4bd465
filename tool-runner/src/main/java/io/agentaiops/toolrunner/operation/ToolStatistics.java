package io.agentaiops.toolrunner.operation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Counts how calls ended, for each tool. */
@ApplicationScoped
class ToolStatistics {

    /**
     * How a tool was used.
     *
     * @param tool the tool
     * @param calls calls that ended
     * @param ran those that ran
     * @param succeeded those that ran and succeeded
     * @param refused those that were denied or expired
     * @param p50Ms the median duration of those that ran, in milliseconds
     * @param p95Ms the 95th percentile
     */
    record Usage(String tool, long calls, long ran, long succeeded, long refused, long p50Ms, long p95Ms) {}

    private final Jdbi jdbi;

    ToolStatistics(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Usage> since(Instant from) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select tool, count(*) as calls,
                            count(sandbox) as ran,
                            count(*) filter (where state = 'succeeded') as succeeded,
                            count(*) filter (where state in ('denied', 'expired')) as refused,
                            coalesce(percentile_cont(0.5) within group (order by duration_ms)
                                filter (where sandbox is not null), 0) as p50,
                            coalesce(percentile_cont(0.95) within group (order by duration_ms)
                                filter (where sandbox is not null), 0) as p95
                        from tool_call where completed_at >= :from
                        group by tool order by tool
                        """)
                .bind("from", from)
                .map((row, context) -> new Usage(
                        row.getString("tool"),
                        row.getLong("calls"),
                        row.getLong("ran"),
                        row.getLong("succeeded"),
                        row.getLong("refused"),
                        Math.round(row.getDouble("p50")),
                        Math.round(row.getDouble("p95"))))
                .list());
    }
}
