package io.agentaiops.alertrouter.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.replica.ReplicaLease;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The queue and the log of notifications in PostgreSQL. */
@ApplicationScoped
class NotificationStore {

    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final NotificationConfig config;
    private final ReplicaLease lease;

    NotificationStore(Jdbi jdbi, ObjectMapper json, NotificationConfig config, ReplicaLease lease) {
        this.jdbi = jdbi;
        this.json = json;
        this.config = config;
        this.lease = lease;
    }

    /**
     * A notification to be stored.
     *
     * @param id unique
     * @param origin what it is about
     * @param generation which transition
     * @param way how the receiver is told
     * @param message what
     */
    record Row(UUID id, String origin, long generation, Receiver.Way way, Message message) {}

    private static final String ADD = """
            with given as (
                select * from unnest(:ids::text[], :origins::text[], :generations::bigint[], :groupKeys::text[],
                        :receivers::text[], :channels::text[], :positions::int[], :titles::text[], :messages::text[])
                    with ordinality
                    as r(id, origin, generation, group_key, receiver, channel, position, title, message, n)),
            judged as (
                select given.*, :until::timestamptz is not null and not exists (
                    select 1 from notification earlier
                    where earlier.state in ('pending', 'sending') and earlier.group_key = given.group_key
                      and earlier.receiver = given.receiver and earlier.channel = given.channel
                      and earlier.position = given.position) as claimed
                from given)
            insert into notification (id, origin, generation, group_key, receiver, channel, position, title, message,
                state, attempts, next_attempt_at, claimed_until, claimed_by, created_at)
            select id::uuid, origin, generation, group_key, receiver, channel, position, title, message::jsonb,
                case when claimed then 'sending' else 'pending' end, case when claimed then 1 else 0 end,
                :now, case when claimed then :until::timestamptz end, case when claimed then :me end, :now
            from judged order by n
            on conflict (origin, generation, receiver, channel, position) do nothing
            returning id, state
            """;

    /**
     * Adds notifications; one that is there already, by origin, generation and way, stays as it is. With {@code until}
     * those are claimed until then that nothing stands before; they are returned.
     */
    List<Notification> add(List<Row> rows, @Nullable Instant until, Instant now) {
        Map<UUID, Row> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        List<UUID> claimed = jdbi.withHandle(handle -> bind(handle.createQuery(ADD), rows)
                .bind("until", until == null ? null : utc(until))
                .bind("me", lease.id())
                .bind("now", utc(now))
                .map((row, context) -> row.getString(2).equals("sending") ? row.getObject(1, UUID.class) : null)
                .filter(Objects::nonNull)
                .list());
        return claimed.stream()
                .map(id -> claimed(Objects.requireNonNull(byId.get(id)), Objects.requireNonNull(until), now))
                .toList();
    }

    private <S extends SqlStatement<S>> S bind(S statement, List<Row> rows) {
        return statement
                .bindArray("ids", String.class, texts(rows, row -> row.id().toString()))
                .bindArray("origins", String.class, texts(rows, Row::origin))
                .bindArray(
                        "generations",
                        Long.class,
                        rows.stream().map(Row::generation).toList())
                .bindArray(
                        "groupKeys",
                        String.class,
                        texts(rows, row -> row.message().groupKey()))
                .bindArray(
                        "receivers",
                        String.class,
                        texts(rows, row -> row.message().receiver()))
                .bindArray(
                        "channels", String.class, texts(rows, row -> row.way().channel()))
                .bindArray(
                        "positions",
                        Integer.class,
                        rows.stream().map(row -> row.way().position()).toList())
                .bindArray(
                        "titles", String.class, texts(rows, row -> row.message().title()))
                .bindArray("messages", String.class, texts(rows, row -> write(row.message())));
    }

    private Notification claimed(Row row, Instant until, Instant now) {
        return new Notification(
                row.id(),
                row.way().channel(),
                row.way().position(),
                row.message().title(),
                row.message(),
                config.externalUrl(),
                1,
                false,
                now,
                until);
    }

    /**
     * Claims what is due, in order: of one group and way only the oldest that is not settled, so that nobody hears of
     * the end before the beginning. A claim that ran out is taken over, and marked as possible duplicate.
     */
    List<Notification> claim(Instant now, Duration claim, int limit, Collection<String> busyWays) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update notification n
                        set state = 'sending', attempts = n.attempts + 1, claimed_until = :until, claimed_by = :me,
                            possible_duplicate = n.possible_duplicate or n.state = 'sending'
                        where n.seq in (
                            select due.seq from notification due
                            where due.state in ('pending', 'sending')
                              and (due.state = 'pending' and due.next_attempt_at <= :now
                                   or due.state = 'sending' and due.claimed_until < :now)
                              and due.receiver || '/' || due.channel || '/' || due.position <> all(:busy)
                              and not exists (
                                select 1 from notification earlier
                                where earlier.state in ('pending', 'sending') and earlier.group_key = due.group_key
                                  and earlier.receiver = due.receiver and earlier.channel = due.channel
                                  and earlier.position = due.position and earlier.seq < due.seq)
                            order by due.seq limit :limit for update skip locked)
                        returning n.*
                        """)
                .bind("now", utc(now))
                .bind("until", utc(now.plus(claim)))
                .bind("me", lease.id())
                .bindArray("busy", String.class, List.copyOf(busyWays))
                .bind("limit", limit)
                .map(this::notification)
                .list());
    }

    /** Gives a claim back as if it had not been; it is due at that time. */
    void release(Notification notification, Instant due) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update notification set state = 'pending', attempts = attempts - 1, claimed_until = null,
                            next_attempt_at = :due
                        where id = :id and state = 'sending' and attempts = :attempt
                        """)
                .bind("id", notification.id())
                .bind("due", utc(due))
                .bind("attempt", notification.attempt())
                .execute());
    }

    /** Makes one that was given up pending again, for one more attempt; false when there is none such. */
    boolean revive(UUID id, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update notification set state = 'pending', next_attempt_at = :now,
                                    settled_at = null, claimed_until = null
                                where id = :id and state = 'dead'
                                """)
                        .bind("id", id)
                        .bind("now", utc(now))
                        .execute())
                == 1;
    }

    /** As {@link #revive(UUID, Instant)}, for all that were created since then; of anybody when the receiver is empty. */
    int revive(String receiver, Instant since, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update notification set state = 'pending', next_attempt_at = :now,
                            settled_at = null, claimed_until = null
                        where state = 'dead' and created_at >= :since and (:receiver = '' or receiver = :receiver)
                        """)
                .bind("receiver", receiver)
                .bind("since", utc(since))
                .bind("now", utc(now))
                .execute());
    }

    /** Ends attempts; returns of which notifications the claim had not passed to somebody else. */
    Set<UUID> settle(List<Settlement> settlements, Instant now) {
        return new HashSet<>(jdbi.withHandle(handle -> handle.createQuery("""
                        update notification n
                        set state = row.state, last_error = row.error, claimed_until = null,
                            next_attempt_at = row.next::timestamptz,
                            possible_duplicate = n.possible_duplicate or row.maybe,
                            settled_at = case when row.state <> 'pending' then :now end
                        from unnest(:ids::text[], :attempts::int[], :states::text[], :errors::text[], :next::text[],
                                    :maybe::boolean[])
                            as row(id, attempt, state, error, next, maybe)
                        where n.id = row.id::uuid and n.state = 'sending' and n.attempts = row.attempt
                        returning n.id
                        """)
                .bindArray("ids", String.class, texts(settlements, NotificationStore::id))
                .bindArray("attempts", Integer.class, attempts(settlements))
                .bindArray("states", String.class, texts(settlements, Settlement::state))
                .bindArray(
                        "errors",
                        String.class,
                        texts(settlements, settlement -> settlement.attempt().reason()))
                .bindArray(
                        "next",
                        String.class,
                        texts(settlements, settlement -> settlement.next().toString()))
                .bindArray(
                        "maybe",
                        Boolean.class,
                        settlements.stream().map(Settlement::maybeDelivered).toList())
                .bind("now", utc(now))
                .mapTo(UUID.class)
                .list()));
    }

    static String id(Settlement settlement) {
        return settlement.attempt().notification().id().toString();
    }

    static List<Integer> attempts(List<Settlement> settlements) {
        return settlements.stream()
                .map(settlement -> settlement.attempt().notification().attempt())
                .toList();
    }

    static <T> List<String> texts(List<T> all, Function<T, String> text) {
        return all.stream().map(text).toList();
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
                instant(row, "created_at"),
                instant(row, "claimed_until"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
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
