package io.agentaiops.agentgateway.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.model.ModelParameters;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of what is remembered per session; its content is encrypted and bound to the session. */
@ApplicationScoped
public class MemoryStore {

    /**
     * What is remembered of a session.
     *
     * @param notes the content
     * @param coversUntil runs accepted until then are part of it
     * @param covered how many those are
     * @param version counts changes
     */
    public record Remembered(Notes notes, Instant coversUntil, int covered, long version) {
        static final Remembered NOTHING = new Remembered(Notes.NONE, Instant.EPOCH, 0, 0);
    }

    private static final String FIND = "select * from session_memory where session_id = :session";
    private static final String READ = """
            select session.parameters as session_parameters, memory.covers_until as memory_until,
                memory.covered as memory_covered, memory.version as memory_version,
                case when row_number() over (order by earlier.accepted_at) = 1 then memory.content end as memory_content,
                earlier.*
            from session
            left join session_memory memory on memory.session_id = session.id
            left join lateral (
                select * from run
                where session_id = session.id and id <> :run and accepted_at <= :accepted
                    and accepted_at > coalesce(memory.covers_until, '-infinity')
                order by accepted_at limit :limit
            ) earlier on true
            where session.id = :session order by earlier.accepted_at
            """;
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
    private final RunMapper mapper;

    MemoryStore(Jdbi jdbi, ConversationCipher cipher, ObjectMapper json, RunMapper mapper) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.json = json;
        this.mapper = mapper;
    }

    Remembered find(String sessionId) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                        .bind("session", sessionId)
                        .map((row, context) -> remembered(row, sessionId))
                        .findOne())
                .orElse(Remembered.NOTHING);
    }

    /** All that the run must know of its session, in one statement. */
    SessionReading read(Run current, int limit) {
        Reader reader = new Reader();
        jdbi.useHandle(handle -> handle.createQuery(READ)
                .bind("session", current.sessionId())
                .bind("run", current.id())
                .bind("accepted", current.acceptedAt())
                .bind("limit", limit)
                .map((row, context) -> {
                    reader.add(row, context, current.sessionId());
                    return true;
                })
                .list());
        return reader.reading();
    }

    /** Puts the rows of a reading together; the first one holds what is not a run. */
    private final class Reader {
        private ModelParameters parameters = ModelParameters.NONE;
        private Remembered remembered = Remembered.NOTHING;
        private final List<Run> runs = new ArrayList<>();
        private boolean begun;
        private boolean over;

        void add(ResultSet row, StatementContext context, String session) throws SQLException {
            if (!begun) {
                begun = true;
                String wish = row.getString("session_parameters");
                parameters = wish == null ? ModelParameters.NONE : parse(wish, ModelParameters.class);
                byte[] content = row.getBytes("memory_content");
                if (content != null) {
                    remembered = new Remembered(
                            open(content, session),
                            row.getObject("memory_until", OffsetDateTime.class).toInstant(),
                            row.getInt("memory_covered"),
                            row.getLong("memory_version"));
                }
            }
            over |= row.getString("id") == null || row.getObject("ended_at") == null;
            if (!over) {
                runs.add(mapper.map(row, context));
            }
        }

        SessionReading reading() {
            return new SessionReading(parameters, remembered, runs);
        }
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
        return parse(cipher.open(sealed, sessionId), Notes.class);
    }

    private <T> T parse(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored of a session is not readable", e);
        }
    }
}
