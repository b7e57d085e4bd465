package io.agentaiops.toolrunner.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts how often tools failed. A failure is a call without an exit code: the tool could not be started, broke, or had
 * nothing to work with. A command that ends with another code than 0 has worked; so has one whose time was up, for that
 * is the command's own doing, save for tools inside this process, which have no commands.
 */
@ApplicationScoped
class FailureCount {

    /**
     * The calls of a tool.
     *
     * @param ran those that ran, or should have
     * @param failed those that failed
     * @param lastReason why the last of them failed
     */
    record Failures(String tool, long ran, long failed, String lastReason) {

        /** Whether that is too much. */
        boolean exceed(HealthConfig config) {
            return ran >= config.leastCalls() && failed * 100 >= ran * config.failuresPercent();
        }
    }

    private final Jdbi jdbi;

    FailureCount(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The tools in use that failed since then, or since they were taken back. */
    List<Failures> since(Instant from) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            with judged as (
                select c.tool, c.reason, c.completed_at, c.exit_code is null and (c.state = 'failed'
                    or (c.state = 'timed-out' and c.sandbox like 'in-process%'))
                    and (c.sandbox is null or c.sandbox like 'in-process%') as fault
                from tool_call c join tool_condition t on t.tool = c.tool
                where c.completed_at >= greatest(:from, t.counted_from) and t.broken_since is null
                  and c.state in ('succeeded', 'failed', 'timed-out'))
            select tool, count(*) as ran, count(*) filter (where fault) as failed,
                (array_agg(reason order by completed_at desc) filter (where fault))[1] as last_reason
            from judged group by tool having count(*) filter (where fault) > 0
            """)
                .bind("from", from)
                .map((row, context) -> new Failures(
                        row.getString("tool"),
                        row.getLong("ran"),
                        row.getLong("failed"),
                        row.getString("last_reason") == null ? "no reason is known" : row.getString("last_reason")))
                .list());
    }
}
