package io.agentaiops.alertrouter.notification;

import static io.agentaiops.alertrouter.notification.NotificationStore.instant;
import static io.agentaiops.alertrouter.notification.NotificationStore.texts;
import static io.agentaiops.alertrouter.notification.NotificationStore.utc;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** What became of notifications, attempt by attempt, in PostgreSQL. */
@ApplicationScoped
class DeliveryLog {

    /**
     * One attempt.
     *
     * @param attempt its number, from 1
     * @param at when it began
     * @param durationMs how long it took
     * @param outcome delivered, retried or dead
     * @param reason what went wrong; empty when nothing did
     */
    record Tried(int attempt, Instant at, long durationMs, String outcome, String reason) {}

    private final Jdbi jdbi;

    DeliveryLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes attempts for the log. */
    void note(List<Settlement> settlements) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into notification_attempt (notification_id, attempt, at, duration_ms, outcome, reason)
                        select id::uuid, attempt, at::timestamptz, duration, outcome, reason
                        from unnest(:ids::text[], :attempts::int[], :at::text[], :durations::bigint[],
                                    :outcomes::text[], :reasons::text[])
                            as row(id, attempt, at, duration, outcome, reason)
                        on conflict do nothing
                        """)
                .bindArray("ids", String.class, texts(settlements, NotificationStore::id))
                .bindArray("attempts", Integer.class, NotificationStore.attempts(settlements))
                .bindArray(
                        "at",
                        String.class,
                        texts(
                                settlements,
                                settlement -> settlement.attempt().at().toString()))
                .bindArray(
                        "durations",
                        Long.class,
                        settlements.stream()
                                .map(settlement -> settlement.attempt().took().toMillis())
                                .toList())
                .bindArray("outcomes", String.class, texts(settlements, Settlement::outcome))
                .bindArray(
                        "reasons",
                        String.class,
                        texts(settlements, settlement -> settlement.attempt().reason()))
                .execute());
    }

    /**
     * Which entries are wanted.
     *
     * @param before created before then
     * @param state pending, sending, delivered or dead; empty: any
     * @param receiver of whom; empty: anybody
     * @param limit how many at most
     */
    record Wanted(Instant before, String state, String receiver, int limit) {}

    /** The log, the newest first. */
    List<LogEntry> entries(Wanted wanted) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from notification
                        where created_at < :before and (:state = '' or state = :state)
                          and (:receiver = '' or receiver = :receiver)
                        order by seq desc limit :limit
                        """)
                .bind("before", utc(wanted.before()))
                .bind("state", wanted.state())
                .bind("receiver", wanted.receiver())
                .bind("limit", wanted.limit())
                .map(DeliveryLog::logEntry)
                .list());
    }

    /** How many are in that state, created since then. */
    long count(String state, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from notification where state = :state and created_at >= :since")
                .bind("state", state)
                .bind("since", utc(since))
                .mapTo(Long.class)
                .one());
    }

    /** Every attempt of one notification, in order. */
    List<Tried> attempts(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select attempt, at, duration_ms, outcome, reason from notification_attempt
                        where notification_id = :id order by attempt
                        """)
                .bind("id", id)
                .map((row, context) -> new Tried(
                        row.getInt(1), instant(row, "at"), row.getLong(3), row.getString(4), row.getString(5)))
                .list());
    }

    private static LogEntry logEntry(ResultSet row, StatementContext context) throws SQLException {
        OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
        return new LogEntry(
                row.getObject("id", UUID.class),
                row.getString("group_key"),
                row.getString("receiver"),
                row.getString("channel"),
                row.getString("title"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getBoolean("possible_duplicate"),
                row.getString("last_error"),
                instant(row, "created_at"),
                settled == null ? null : settled.toInstant());
    }
}
