package io.agentaiops.alertrouter.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The queue and the log of notifications in PostgreSQL. */
@ApplicationScoped
class NotificationStore {

    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final NotificationConfig config;

    NotificationStore(Jdbi jdbi, ObjectMapper json, NotificationConfig config) {
        this.jdbi = jdbi;
        this.json = json;
        this.config = config;
    }

    /** Adds one; one that is there already, by origin, generation and way, stays as it is. */
    void add(UUID id, String origin, long generation, Receiver.Way way, String title, Message message, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into notification (id, origin, generation, group_key, receiver, channel, position, title,
                            message, state, next_attempt_at, created_at)
                        values (:id, :origin, :generation, :groupKey, :receiver, :channel, :position, :title,
                            :message::jsonb, 'pending', :now, :now)
                        on conflict (origin, generation, receiver, channel, position) do nothing
                        """)
                .bind("id", id)
                .bind("origin", origin)
                .bind("generation", generation)
                .bind("groupKey", message.groupKey())
                .bind("receiver", message.receiver())
                .bind("channel", way.channel())
                .bind("position", way.position())
                .bind("title", title)
                .bind("message", write(message))
                .bind("now", utc(now))
                .execute());
    }

    /**
     * Claims what is due, in order: of one group and way only the oldest that is not settled, so that nobody hears of
     * the end before the beginning. A claim that ran out is taken over, and marked as possible duplicate.
     */
    List<Notification> claim(Instant now, Duration lease, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update notification n
                        set state = 'sending', attempts = n.attempts + 1, claimed_until = :until,
                            possible_duplicate = n.possible_duplicate or n.state = 'sending'
                        where n.seq in (
                            select due.seq from notification due
                            where due.state in ('pending', 'sending')
                              and (due.state = 'pending' and due.next_attempt_at <= :now
                                   or due.state = 'sending' and due.claimed_until < :now)
                              and not exists (
                                select 1 from notification earlier
                                where earlier.state in ('pending', 'sending') and earlier.group_key = due.group_key
                                  and earlier.receiver = due.receiver and earlier.channel = due.channel
                                  and earlier.position = due.position and earlier.seq < due.seq)
                            order by due.seq limit :limit for update skip locked)
                        returning n.*
                        """)
                .bind("now", utc(now))
                .bind("until", utc(now.plus(lease)))
                .bind("limit", limit)
                .map(this::notification)
                .list());
    }

    /** Ends an attempt; false when the claim has passed to somebody else. */
    boolean settle(Notification notification, String state, String error, Instant nextAttempt, Instant now) {
        boolean over = !state.equals("pending");
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update notification
                                set state = :state, last_error = :error, claimed_until = null,
                                    next_attempt_at = :next, settled_at = :settledAt
                                where id = :id and state = 'sending' and attempts = :attempt
                                """)
                        .bind("state", state)
                        .bind("error", error)
                        .bind("next", utc(nextAttempt))
                        .bind("settledAt", over ? utc(now) : null)
                        .bind("id", notification.id())
                        .bind("attempt", notification.attempt())
                        .execute())
                == 1;
    }

    /** The log, the newest first. */
    List<LogEntry> log(Instant before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from notification where created_at < :before order by seq desc limit :limit")
                .bind("before", utc(before))
                .bind("limit", limit)
                .map(NotificationStore::logEntry)
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

    private Notification notification(ResultSet row, StatementContext context) throws SQLException {
        return new Notification(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                row.getInt("position"),
                row.getString("title"),
                read(row.getString("message")),
                config.externalUrl(),
                row.getInt("attempts"),
                row.getBoolean("possible_duplicate"),
                instant(row, "created_at"));
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

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private String write(Message message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Message read(String text) {
        try {
            return json.readValue(text, Message.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
