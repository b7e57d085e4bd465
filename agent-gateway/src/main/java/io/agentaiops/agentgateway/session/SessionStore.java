package io.agentaiops.agentgateway.session;

import io.agentaiops.agentgateway.crypto.ConversationCipher;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The table of sessions. */
@ApplicationScoped
public class SessionStore {

    /**
     * Sessions that are gone.
     *
     * @param first last activity in the one that was left first
     * @param last last activity in the one that was left last
     */
    record Removed(int count, Instant first, Instant last) {}

    private static final String NOTHING_RUNS =
            "not exists (select 1 from run where run.session_id = session.id and run.ended_at is null)";

    private final Jdbi jdbi;
    private final ConversationCipher cipher;

    SessionStore(Jdbi jdbi, ConversationCipher cipher) {
        this.jdbi = jdbi;
        this.cipher = cipher;
    }

    /** Stores a new session. */
    public void insert(Session session) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into session (id, principal, title, created_at, last_active_at)
                        values (:id, :principal, :title, :createdAt, :updatedAt)
                        """)
                .bind("id", session.id())
                .bind("principal", session.principal())
                .bind("title", cipher.seal(session.title(), session.id()))
                .bind("createdAt", session.createdAt())
                .bind("updatedAt", session.updatedAt())
                .execute());
    }

    /** The session of that id. */
    public Optional<Session> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from session where id = :id")
                .bind("id", id)
                .map((row, context) -> session(row))
                .findOne());
    }

    /** Somebody asked something: the session is in use, and has a title from its first question on. */
    public void asked(Session session, String title, Instant now) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update session set last_active_at = :now, title = :title where id = :id")
                        .bind("now", now)
                        .bind("title", cipher.seal(title, session.id()))
                        .bind("id", session.id())
                        .execute());
    }

    /** The sessions that were used before that moment, the one used last first. */
    List<Session> of(String principal, SessionCursor before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from session
                        where principal = :principal and (last_active_at, id) < (:at, :id)
                        order by last_active_at desc, id desc limit :limit
                        """)
                .bind("principal", principal)
                .bind("at", before.at())
                .bind("id", before.id())
                .bind("limit", limit)
                .map((row, context) -> session(row))
                .list());
    }

    /** How many sessions there are: all, active since a time, and idle since before another. */
    SessionCounts counts(Instant activeSince, Instant expiredBefore) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) as total,
                            count(*) filter (where last_active_at >= :activeSince) as active,
                            count(*) filter (where last_active_at < :expiredBefore) as expired,
                            count(distinct principal) filter (where last_active_at >= :activeSince) as people
                        from session
                        """)
                .bind("activeSince", activeSince)
                .bind("expiredBefore", expiredBefore)
                .map((row, context) -> new SessionCounts(
                        row.getLong("total"), row.getLong("active"), row.getLong("expired"), row.getLong("people")))
                .one());
    }

    /** Removes some sessions that nobody ever asked anything in. */
    Removed deleteEmpty(Instant before, int limit) {
        return delete("not exists (select 1 from run where run.session_id = session.id)", before, limit);
    }

    /** Removes some sessions that were left long ago and have nothing running. */
    Removed deleteLeft(Instant before, int limit) {
        return delete(NOTHING_RUNS, before, limit);
    }

    /** How many there are of those. */
    long countLeft(Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from session where last_active_at < :before and " + NOTHING_RUNS)
                .bind("before", before)
                .mapTo(Long.class)
                .one());
    }

    private Removed delete(String condition, Instant before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with gone as (
                            delete from session where id in (
                                select id from session where last_active_at < :before and <condition>
                                order by last_active_at limit :limit for update skip locked)
                            returning last_active_at)
                        select count(*) as n, coalesce(min(last_active_at), :before) as first,
                            coalesce(max(last_active_at), :before) as last from gone
                        """)
                .define("condition", condition)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> new Removed(
                        row.getInt("n"),
                        row.getTimestamp("first").toInstant(),
                        row.getTimestamp("last").toInstant()))
                .one());
    }

    /** Removes the session with all that was said in it. */
    void delete(String id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from session where id = :id")
                .bind("id", id)
                .execute());
    }

    private Session session(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Session(
                id,
                row.getString("principal"),
                cipher.open(row.getBytes("title"), id),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_active_at", OffsetDateTime.class).toInstant());
    }
}
