package io.agentaiops.opsscheduler.occurrence;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The ledger of due times. */
@ApplicationScoped
class OccurrenceStore {

    private final Jdbi jdbi;
    private final OccurrenceMetrics metrics;
    private final ScheduleHold hold;

    OccurrenceStore(Jdbi jdbi, OccurrenceMetrics metrics, ScheduleHold hold) {
        this.jdbi = jdbi;
        this.metrics = metrics;
        this.hold = hold;
    }

    /** When nothing may, or might, be decided last, because the platform was worked on. */
    Optional<ScheduleHold.Hold> lastHold() {
        return hold.last();
    }

    /**
     * A schedule that is known in another form than the present one.
     *
     * @param decided up to when its due times are decided
     */
    record Outdated(String procedureId, String schedule, Instant decided) {}

    /**
     * Those of the schedules that were others when they were last known; nobody else is given them until the caller's
     * transaction ends.
     */
    List<Outdated> outdated(Map<String, String> schedules) {
        String[] ids = schedules.keySet().toArray(String[]::new);
        String[] texts = java.util.Arrays.stream(ids).map(schedules::get).toArray(String[]::new);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select w.procedure_id, w.schedule, greatest(w.since, last.due_at) as decided
                        from unnest(cast(:ids as text[]), cast(:schedules as text[])) as known (id, schedule)
                        join schedule_watch w on w.procedure_id = known.id and w.schedule <> known.schedule
                        left join lateral (select due_at from occurrence o
                            where o.procedure_id = w.procedure_id order by due_at desc limit 1) last on true
                        order by w.procedure_id for update of w""")
                .bindArray("ids", String.class, (Object[]) ids)
                .bindArray("schedules", String.class, (Object[]) texts)
                .map((row, context) -> new Outdated(
                        row.getString("procedure_id"),
                        row.getString("schedule"),
                        row.getTimestamp("decided").toInstant()))
                .list());
    }

    /**
     * Notes the schedules as they are now and says, for each procedure, the time up to which its due times are
     * decided: the last one in the ledger, or the moment the schedule became known.
     *
     * @param schedules text form of each procedure's schedule
     */
    Map<String, Instant> decidedUpTo(Map<String, String> schedules, Instant now) {
        String[] ids = schedules.keySet().toArray(String[]::new);
        String[] texts = java.util.Arrays.stream(ids).map(schedules::get).toArray(String[]::new);
        Map<String, Instant> decided = new HashMap<>();
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into schedule_watch (procedure_id, schedule, since)
                            select id, schedule, :now
                            from unnest(cast(:ids as text[]), cast(:schedules as text[])) as known (id, schedule)
                            where not exists (select 1 from schedule_watch w
                                where w.procedure_id = known.id and w.schedule = known.schedule)
                            on conflict (procedure_id) do update
                                set schedule = excluded.schedule, since = excluded.since""")
                    .bindArray("ids", String.class, (Object[]) ids)
                    .bindArray("schedules", String.class, (Object[]) texts)
                    .bind("now", now)
                    .execute();
            handle.createQuery("""
                            select w.procedure_id, greatest(w.since, last.due_at) as decided
                            from schedule_watch w
                            left join lateral (select due_at from occurrence o
                                where o.procedure_id = w.procedure_id order by due_at desc limit 1) last on true
                            where w.procedure_id = any (cast(:ids as text[]))""")
                    .bindArray("ids", String.class, (Object[]) ids)
                    .map((row, context) -> decided.put(
                            row.getString("procedure_id"),
                            row.getTimestamp("decided").toInstant()))
                    .list();
        });
        return decided;
    }

    /**
     * Writes decisions down and gives back those that this call was the first to make; takes part in the caller's
     * transaction. In the order of the key, so that replicas that decide the same never wait for each other in a circle.
     */
    List<Occurrence> claim(List<Occurrence> decisions) {
        if (decisions.isEmpty()) {
            return List.of();
        }
        Set<String> claimed = jdbi.withHandle(handle -> handle.createQuery("""
                        insert into occurrence (procedure_id, due_at, outcome, reason, run_id, decided_at)
                        select id, cast(due as timestamptz), outcome, reason, cast(nullif(run, '') as uuid), :now
                        from unnest(cast(:ids as text[]), cast(:dues as text[]), cast(:outcomes as text[]),
                            cast(:reasons as text[]), cast(:runs as text[])) as decided (id, due, outcome, reason, run)
                        on conflict (procedure_id, due_at) do nothing
                        returning procedure_id, due_at""")
                .bindArray("ids", String.class, texts(decisions, Occurrence::procedureId))
                .bindArray(
                        "dues",
                        String.class,
                        texts(decisions, occurrence -> occurrence.dueAt().toString()))
                .bindArray(
                        "outcomes",
                        String.class,
                        texts(decisions, occurrence -> occurrence.outcome().text()))
                .bindArray("reasons", String.class, texts(decisions, Occurrence::reason))
                .bindArray(
                        "runs", String.class, texts(decisions, occurrence -> Objects.toString(occurrence.runId(), "")))
                .bind("now", decisions.getFirst().decidedAt())
                .map((row, context) -> key(
                        row.getString("procedure_id"),
                        row.getTimestamp("due_at").toInstant()))
                .collectIntoSet());
        return decisions.stream()
                .filter(occurrence -> claimed.contains(key(occurrence.procedureId(), occurrence.dueAt())))
                .toList();
    }

    /** Counts what a transaction that has committed decided. */
    void committed(List<Occurrence> occurrences, Instant at) {
        occurrences.forEach(occurrence -> metrics.committed(occurrence, at));
    }

    private static Object[] texts(List<Occurrence> occurrences, Function<Occurrence, String> text) {
        return occurrences.stream().map(text).toArray();
    }

    private static String key(String procedureId, Instant dueAt) {
        return procedureId + " " + dueAt;
    }

    /** Decided due times in {@code [from, to)}, oldest first. */
    List<Occurrence> between(Instant from, Instant to, @Nullable String procedureId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from occurrence where due_at >= :from and due_at < :to
                          and (cast(:procedure as text) is null or procedure_id = :procedure)
                        order by due_at, procedure_id limit :limit""")
                .bind("from", from)
                .bind("to", to)
                .bind("procedure", procedureId)
                .bind("limit", limit)
                .map((row, context) -> occurrence(row))
                .list());
    }

    /** Due times in {@code [from, to)} that nobody kept, oldest first. */
    List<Occurrence> missed(Instant from, Instant to, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from occurrence where outcome = 'missed' and due_at >= :from and due_at < :to
                        order by due_at, procedure_id limit :limit""")
                .bind("from", from)
                .bind("to", to)
                .bind("limit", limit)
                .map((row, context) -> occurrence(row))
                .list());
    }

    /** How many due times in {@code [from, to)} nobody kept. */
    long countMissed(Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from occurrence where outcome = 'missed' and due_at >= :from and due_at < :to")
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one());
    }

    private static Occurrence occurrence(ResultSet row) throws SQLException {
        return new Occurrence(
                row.getString("procedure_id"),
                row.getTimestamp("due_at").toInstant(),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getObject("run_id", UUID.class),
                row.getTimestamp("decided_at").toInstant());
    }
}
