package io.agentaiops.toolrunner.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Counts how calls ended. */
@ApplicationScoped
class ToolStatistics {

    /** What calls are told apart by besides their tool. */
    enum Grouping {
        TOOL("''"),
        PRINCIPAL("principal"),
        /** What asked: a run of the agent, a run of a procedure, a REST request. */
        ORIGIN("origin_kind || ' ' || origin_id"),
        /** The conversation; {@code none} for calls that belong to none. */
        SESSION("coalesce(session_id, 'none')");

        private final String column;

        Grouping(String column) {
            this.column = column;
        }
    }

    /**
     * How a tool was used.
     *
     * @param tool the tool
     * @param by whose calls; null for all
     * @param calls calls that ended
     * @param ran those that ran
     * @param succeeded those that ran and succeeded
     * @param refused those that were denied or expired
     * @param successPercent of those that ran; null when none did
     * @param p50Ms the median duration of those that ran, in milliseconds
     * @param p95Ms the 95th percentile
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Usage(
            String tool,
            @Nullable String by,
            long calls,
            long ran,
            long succeeded,
            long refused,
            @Nullable Double successPercent,
            long p50Ms,
            long p95Ms) {}

    private static final String QUERY = """
        select tool, <by> as asker, count(*) as calls,
            count(sandbox) as ran,
            count(*) filter (where state = 'succeeded') as succeeded,
            count(*) filter (where state in ('denied', 'expired')) as refused,
            coalesce(percentile_cont(0.5) within group (order by duration_ms)
                filter (where sandbox is not null), 0) as p50,
            coalesce(percentile_cont(0.95) within group (order by duration_ms)
                filter (where sandbox is not null), 0) as p95
        from tool_call where completed_at >= :from and (cast(:tool as text) is null or tool = :tool)
        group by 1, 2 order by 1, 3 desc, 2 limit :limit
        """;

    private final Jdbi jdbi;

    ToolStatistics(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    List<Usage> since(Instant from) {
        return since(from, null, Grouping.TOOL, 1000);
    }

    /**
     * Counts the calls that ended since then.
     *
     * @param tool only of that one; null for all
     * @param limit the most rows
     */
    List<Usage> since(Instant from, @Nullable String tool, Grouping grouping, int limit) {
        // The column is one of the constants above.
        String sql = QUERY.replace("<by>", grouping.column);
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("from", from)
                .bind("tool", tool)
                .bind("limit", limit)
                .map((row, context) -> new Usage(
                        row.getString("tool"),
                        grouping == Grouping.TOOL ? null : row.getString("asker"),
                        row.getLong("calls"),
                        row.getLong("ran"),
                        row.getLong("succeeded"),
                        row.getLong("refused"),
                        percent(row.getLong("succeeded"), row.getLong("ran")),
                        Math.round(row.getDouble("p50")),
                        Math.round(row.getDouble("p95"))))
                .list());
    }

    private static @Nullable Double percent(long part, long whole) {
        return whole == 0 ? null : Math.round(1000.0 * part / whole) / 10.0;
    }
}
