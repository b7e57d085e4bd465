package io.agentaiops.agentgateway.operation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** Counts and times of runs, steps and sessions since some time. */
@ApplicationScoped
class AgentStatistics {

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    private final Jdbi jdbi;

    AgentStatistics(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How runs ended, how long they took, how they were answered. */
    Map<String, Object> runs(Instant since) {
        return one("""
                select count(*) as runs,
                    count(*) filter (where state = 'succeeded') as succeeded,
                    count(*) filter (where state = 'failed') as failed,
                    count(*) filter (where state in ('cancelled', 'expired')) as given_up,
                    count(*) filter (where mode = 'model') as by_model,
                    count(*) filter (where mode = 'runbook') as by_runbook,
                    count(*) filter (where rating = 'up') as rated_up,
                    count(*) filter (where rating = 'down') as rated_down,
                    coalesce(round(percentile_cont(0.5) within group
                        (order by extract(epoch from ended_at - accepted_at) * 1000)), 0)::bigint as median_ms,
                    coalesce(round(percentile_cont(0.95) within group
                        (order by extract(epoch from ended_at - accepted_at) * 1000)), 0)::bigint as p95_ms
                from run where accepted_at >= :since
                """, since);
    }

    /** How tool calls ended. */
    Map<String, Object> steps(Instant since) {
        return one("""
                select count(*) as calls,
                    count(*) filter (where state = 'succeeded') as calls_succeeded,
                    count(*) filter (where state in ('failed', 'timed-out', 'no-result')) as calls_failed,
                    coalesce(round(avg(duration_ms)), 0)::bigint as call_mean_ms
                from run_step where asked_at >= :since
                """, since);
    }

    /** Sessions in use. */
    Map<String, Object> sessions(Instant since, Instant activeSince) {
        Map<String, Object> all = jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) as sessions,
                            count(*) filter (where last_active_at >= :since) as used,
                            count(*) filter (where last_active_at >= :activeSince) as active,
                            count(distinct principal) filter (where last_active_at >= :since) as people
                        from session
                        """)
                .bind("since", since)
                .bind("activeSince", activeSince)
                .mapToMap()
                .one());
        return camelCase(all);
    }

    private Map<String, Object> one(String sql, Instant since) {
        return camelCase(jdbi.withHandle(handle ->
                handle.createQuery(sql).bind("since", since).mapToMap().one()));
    }

    private static Map<String, Object> camelCase(Map<String, Object> row) {
        Map<String, Object> named = new TreeMap<>();
        row.forEach((column, value) -> {
            Matcher matcher = UNDERSCORE.matcher(column);
            String name = matcher.replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
            named.put(name, value);
        });
        return named;
    }
}
