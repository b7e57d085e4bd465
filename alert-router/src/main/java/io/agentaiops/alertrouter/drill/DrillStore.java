package io.agentaiops.alertrouter.drill;

import io.agentaiops.alertrouter.drill.DrillRun.State;
import io.agentaiops.alertrouter.drill.DrillRun.Way;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Drills that were held, in PostgreSQL. */
@ApplicationScoped
class DrillStore {

    private static final String WAYS = """
            select origin, receiver, channel, position, state, attempts, last_error,
                case when state = 'delivered'
                    then (extract(epoch from settled_at - created_at) * 1000)::bigint end as delivered_ms
            from notification where origin = any(:origins) and generation = 1
            order by receiver, channel, position
            """;

    private final Jdbi jdbi;

    DrillStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What the notifications of a run are about. */
    static String origin(UUID run) {
        return "drill:" + run;
    }

    /** Adds a run; false when that drill was held at that time already. */
    boolean add(DrillRun run) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into fire_drill (id, drill, due_at, judge_at, state, ended_at)
                                values (:id, :drill, :dueAt, :judgeAt, :state, :endedAt)
                                on conflict (drill, due_at) do nothing
                                """)
                        .bind("id", run.id())
                        .bind("drill", run.drill())
                        .bind("dueAt", utc(run.dueAt()))
                        .bind("judgeAt", utc(run.judgeAt()))
                        .bind("state", text(run.state()))
                        .bind("endedAt", utc(run.endedAt()))
                        .execute())
                == 1;
    }

    /** Whether that drill was ever held, or is known to have been missed. */
    boolean knows(String drill) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select 1 from fire_drill where drill = :drill)")
                        .bind("drill", drill)
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Runs that nobody judges at this moment, locked. */
    List<DrillRun> lockRunning() {
        return runs("select * from fire_drill where state = 'running' for update skip locked", query -> query);
    }

    /** The runs, the last one first. */
    List<DrillRun> last(int limit) {
        return runs("select * from fire_drill order by due_at desc limit :limit", query -> query.bind("limit", limit));
    }

    Optional<DrillRun> find(UUID id) {
        return runs("select * from fire_drill where id = :id", query -> query.bind("id", id)).stream()
                .findFirst();
    }

    void end(UUID id, State state, Instant now) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update fire_drill set state = :state, ended_at = :now where id = :id")
                        .bind("state", text(state))
                        .bind("now", utc(now))
                        .bind("id", id)
                        .execute());
    }

    /** Notes who answered first; false when somebody had, or there is no such run. */
    boolean acknowledge(UUID id, String actor, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update fire_drill set acknowledged_by = :actor, acknowledged_at = :now
                                where id = :id and acknowledged_at is null and state <> 'missed'
                                """)
                        .bind("id", id)
                        .bind("actor", actor)
                        .bind("now", utc(now))
                        .execute())
                == 1;
    }

    private List<DrillRun> runs(String sql, java.util.function.UnaryOperator<Query> binding) {
        return jdbi.withHandle(handle -> {
            List<DrillRun> bare = binding.apply(handle.createQuery(sql))
                    .map((row, context) -> run(row))
                    .list();
            Map<String, List<Way>> ways = ways(handle, bare);
            return bare.stream()
                    .map(run -> with(run, ways.getOrDefault(origin(run.id()), List.of())))
                    .toList();
        });
    }

    private static Map<String, List<Way>> ways(Handle handle, List<DrillRun> runs) {
        Map<String, List<Way>> ways = new HashMap<>();
        handle.createQuery(WAYS)
                .bindArray(
                        "origins",
                        String.class,
                        runs.stream().map(run -> origin(run.id())).toList())
                .map((row, context) -> ways.computeIfAbsent(row.getString("origin"), origin -> new ArrayList<>())
                        .add(way(row)))
                .list();
        return ways;
    }

    private static Way way(ResultSet row) throws SQLException {
        return new Way(
                row.getString("receiver"),
                row.getString("channel"),
                row.getInt("position"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getString("last_error"),
                row.getObject("delivered_ms", Long.class));
    }

    private static DrillRun with(DrillRun run, List<Way> ways) {
        return new DrillRun(
                run.id(),
                run.drill(),
                run.dueAt(),
                run.state(),
                run.judgeAt(),
                run.endedAt(),
                ways,
                run.acknowledgedBy(),
                run.acknowledgedAt());
    }

    private static DrillRun run(ResultSet row) throws SQLException {
        return new DrillRun(
                row.getObject("id", UUID.class),
                row.getString("drill"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("judge_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("ended_at", OffsetDateTime.class)),
                List.of(),
                row.getString("acknowledged_by"),
                instant(row.getObject("acknowledged_at", OffsetDateTime.class)));
    }

    private static String text(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
