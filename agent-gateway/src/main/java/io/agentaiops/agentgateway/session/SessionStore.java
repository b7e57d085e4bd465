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

    List<Session> of(String principal, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from session where principal = :principal
                        order by last_active_at desc limit :limit
                        """)
                .bind("principal", principal)
                .bind("limit", limit)
                .map((row, context) -> session(row))
                .list());
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
