package io.agentaiops.agentgateway.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.agentgateway.status.StatusView.AgentRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the board showed, a row a minute for a week: all replicas look around, the first one writes the minute. */
@ApplicationScoped
class StatusHistory {

    /**
     * A stretch of time.
     *
     * @param at its beginning
     * @param firing the most alerts that fired in it
     * @param troubled the most services and engines that were not up
     * @param activeSessions the most sessions that were in use
     * @param answerP50Ms median of the medians of its minutes; null when nothing was answered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            Instant at,
            int firing,
            int troubled,
            long activeSessions,
            @Nullable Long answerP50Ms) {}

    private static final Duration KEPT = Duration.ofDays(7);

    private static final String INSERT = """
            insert into status_minute (minute, firing, troubled, active_sessions, answer_p50_ms)
            values (:minute, :firing, :troubled, :sessions, :answer) on conflict do nothing
            """;

    private static final String READ = """
            select date_bin(cast(:step || ' minutes' as interval), minute, timestamptz '2000-01-01 00:00:00Z') as at,
                max(firing) as firing, max(troubled) as troubled, max(active_sessions) as active_sessions,
                cast(percentile_cont(0.5) within group (order by answer_p50_ms) as bigint) as answer_p50_ms
            from status_minute where minute >= :from group by 1 order by 1
            """;

    private final Jdbi jdbi;
    private @Nullable Instant written;

    StatusHistory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps the board for its minute, unless that was done. */
    void keep(StatusView view) {
        Instant minute = view.at().truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(written)) {
            return;
        }
        long firing = view.alertCounts().firing();
        long troubled = Stream.concat(view.services().stream(), view.engines().stream())
                .filter(component -> !component.isUp())
                .count();
        jdbi.useHandle(handle -> {
            handle.createUpdate(INSERT)
                    .bind("minute", minute)
                    .bind("firing", firing)
                    .bind("troubled", troubled)
                    .bind("sessions", view.sessions().active())
                    .bind("answer", median(view.runs(), minute.minus(1, ChronoUnit.MINUTES)))
                    .execute();
            handle.createUpdate("delete from status_minute where minute < :until")
                    .bind("until", minute.minus(KEPT))
                    .execute();
        });
        written = minute;
    }

    /** The points from then on, each of that many minutes. */
    List<Point> since(Instant from, int minutes) {
        return jdbi.withHandle(handle -> handle.createQuery(READ)
                .bind("step", minutes)
                .bind("from", from)
                .map((row, context) -> new Point(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getInt("firing"),
                        row.getInt("troubled"),
                        row.getLong("active_sessions"),
                        row.getObject("answer_p50_ms", Long.class)))
                .list());
    }

    private static @Nullable Long median(List<AgentRun> runs, Instant from) {
        List<Long> times = runs.stream()
                .filter(run -> !run.at().isBefore(from))
                .map(AgentRun::durationMs)
                .sorted()
                .toList();
        return times.isEmpty() ? null : times.get(times.size() / 2);
    }
}
