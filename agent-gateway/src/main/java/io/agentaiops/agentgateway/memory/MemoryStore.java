package io.agentaiops.agentgateway.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The table of what is remembered per session; its content is encrypted and bound to the session. */
@ApplicationScoped
class MemoryStore {

    /**
     * What is remembered of a session.
     *
     * @param notes the content
     * @param coversUntil runs accepted until then are part of it
     * @param covered how many those are
     * @param version counts changes
     */
    record Remembered(Notes notes, Instant coversUntil, int covered, long version) {
        static final Remembered NOTHING = new Remembered(Notes.NONE, Instant.EPOCH, 0, 0);
    }

    private static final String FIND = "select * from session_memory where session_id = :session";
    private static final String INSERT = """
            insert into session_memory (session_id, content, covers_until, covered, version, waiting)
            values (:session, :content, :coversUntil, :covered, 1, true)
            on conflict (session_id) do nothing
            """;
    private static final String UPDATE = """
            update session_memory set content = :content, covers_until = :coversUntil, covered = :covered,
                version = version + 1, waiting = true
            where session_id = :session and version = :version
            """;
    private static final String CLAIM = """
            update session_memory set summarised_until = :until
            where session_id = (
                select session_id from session_memory
                where waiting and (summarised_until is null or summarised_until < :now)
                order by covers_until limit 1 for update skip locked)
            returning session_id
            """;
    private static final String SUMMARISED = """
            update session_memory set content = :content, version = version + 1, waiting = false,
                summarised_until = null
            where session_id = :session and version = :version
            """;

    private final Jdbi jdbi;
    private final ConversationCipher cipher;
    private final ObjectMapper json;

    MemoryStore(Jdbi jdbi, ConversationCipher cipher, ObjectMapper json) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.json = json;
    }

    Remembered find(String sessionId) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                        .bind("session", sessionId)
                        .map((row, context) -> remembered(row, sessionId))
                        .findOne())
                .orElse(Remembered.NOTHING);
    }

    /** Stores more; false when somebody else was faster. */
    boolean keep(String sessionId, Remembered before, Notes notes, Instant coversUntil, int covered) {
        return jdbi.withHandle(handle -> handle.createUpdate(before.version() == 0 ? INSERT : UPDATE)
                        .bind("session", sessionId)
                        .bind("content", seal(notes, sessionId))
                        .bind("coversUntil", coversUntil)
                        .bind("covered", covered)
                        .bind("version", before.version())
                        .execute())
                == 1;
    }

    /** Takes a session whose exchanges wait for a summary. */
    Optional<String> claim(Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("now", now)
                .bind("until", until)
                .mapTo(String.class)
                .findOne());
    }

    /** Stores a summary, unless the session went on meanwhile: then it waits for the next one. */
    boolean summarised(String sessionId, Remembered before, Notes notes) {
        return jdbi.withHandle(handle -> handle.createUpdate(SUMMARISED)
                        .bind("session", sessionId)
                        .bind("content", seal(notes, sessionId))
                        .bind("version", before.version())
                        .execute())
                == 1;
    }

    private Remembered remembered(ResultSet row, String sessionId) throws SQLException {
        return new Remembered(
                open(row.getBytes("content"), sessionId),
                row.getObject("covers_until", OffsetDateTime.class).toInstant(),
                row.getInt("covered"),
                row.getLong("version"));
    }

    private byte[] seal(Notes notes, String sessionId) {
        try {
            return cipher.seal(json.writeValueAsString(notes), sessionId);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Notes open(byte[] sealed, String sessionId) {
        try {
            return json.readValue(cipher.open(sealed, sessionId), Notes.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the memory of session " + sessionId + " is not readable", e);
        }
    }
}
