package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.peer.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of runs. What was asked and answered is encrypted. */
@ApplicationScoped
public class RunStore {

    private final Jdbi jdbi;
    private final ConversationCipher cipher;
    private final ObjectMapper json;

    RunStore(Jdbi jdbi, ConversationCipher cipher, ObjectMapper json) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.json = json;
    }

    /** Stores a new run, unless its asker used that idempotency key before; says whether it was stored. */
    public boolean insert(Run run, @Nullable String idempotencyKey, Instant dueAt) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into run (id, session_id, principal, roles, asked_mode, asked_model, idempotency_key,
                            question, state, accepted_at, deadline, due_at)
                        values (:id, :sessionId, :principal, :roles, :askedMode, :askedModel, :idempotencyKey,
                            :question, :state, :acceptedAt, :deadline, :dueAt)
                        on conflict (principal, idempotency_key) do nothing
                        """)
                        .bind("id", run.id())
                        .bind("sessionId", run.sessionId())
                        .bind("principal", run.caller().principal())
                        .bindArray("roles", String.class, run.caller().roles().toArray())
                        .bind("askedMode", run.askedMode().label())
                        .bind("askedModel", run.askedModel())
                        .bind("idempotencyKey", idempotencyKey)
                        .bind("question", cipher.seal(run.question(), run.id()))
                        .bind("state", run.state().label())
                        .bind("acceptedAt", run.acceptedAt())
                        .bind("deadline", run.deadline())
                        .bind("dueAt", dueAt)
                        .execute())
                == 1;
    }

    /** The run of that id. */
    public Optional<Run> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from run where id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The run that its asker named by that key. */
    public Optional<Run> byIdempotencyKey(String principal, String key) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from run where principal = :principal and idempotency_key = :key")
                .bind("principal", principal)
                .bind("key", key)
                .map((row, context) -> run(row))
                .findOne());
    }

    /** The last runs of a session, oldest first. */
    public List<Run> ofSession(String sessionId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from (
                            select * from run where session_id = :sessionId order by accepted_at desc limit :limit
                        ) newest order by accepted_at
                        """)
                .bind("sessionId", sessionId)
                .bind("limit", limit)
                .map((row, context) -> run(row))
                .list());
    }

    /** Stores how far the agent has come, if it still holds the lease and the run is still open. */
    boolean progress(String id, String owner, String notes, @Nullable AnswerMode mode, @Nullable String model) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update run set notes = :notes, mode = :mode, model = :model
                        where id = :id and lease_owner = :owner and ended_at is null
                        """)
                        .bind("notes", cipher.seal(notes, id))
                        .bind("mode", mode == null ? null : mode.label())
                        .bind("model", model)
                        .bind("id", id)
                        .bind("owner", owner)
                        .execute())
                == 1;
    }

    /** Ends the run, if nobody ended it before. With an owner, only under its lease. */
    boolean end(Run ended, @Nullable String owner) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update run set state = :state, reason = :reason, mode = :mode, model = :model, answer = :answer,
                            citations = cast(:citations as jsonb), usage = cast(:usage as jsonb), ended_at = :endedAt,
                            notes = null, lease_owner = null, lease_until = null, due_at = null
                        where id = :id and ended_at is null
                            and (cast(:owner as text) is null or lease_owner = :owner)
                        """)
                        .bind("state", ended.state().label())
                        .bind("reason", ended.reason())
                        .bind("mode", ended.mode() == null ? null : ended.mode().label())
                        .bind("model", ended.model())
                        .bind("answer", ended.answer() == null ? null : cipher.seal(ended.answer(), ended.id()))
                        .bind("citations", write(ended.citations()))
                        .bind("usage", write(ended.usage()))
                        .bind("endedAt", ended.endedAt())
                        .bind("id", ended.id())
                        .bind("owner", owner)
                        .execute())
                == 1;
    }

    /** Stores what the asker thinks of the answer. */
    void rate(String id, String rating, String comment) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update run set rating = :rating, comment = :comment where id = :id")
                        .bind("rating", rating)
                        .bind("comment", cipher.seal(comment, id))
                        .bind("id", id)
                        .execute());
    }

    Run run(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] answer = row.getBytes("answer");
        byte[] notes = row.getBytes("notes");
        String mode = row.getString("mode");
        String[] roles = (String[]) row.getArray("roles").getArray();
        return new Run(
                id,
                row.getString("session_id"),
                new Caller(row.getString("principal"), Set.of(roles)),
                AnswerMode.of(row.getString("asked_mode")),
                row.getString("asked_model"),
                cipher.open(row.getBytes("question"), id),
                RunState.of(row.getString("state")),
                row.getString("reason"),
                mode == null ? null : AnswerMode.of(mode),
                row.getString("model"),
                answer == null ? null : cipher.open(answer, id),
                read(row.getString("citations"), new TypeReference<List<Citation>>() {}),
                usage(row.getString("usage")),
                notes == null ? null : cipher.open(notes, id),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getObject("deadline", OffsetDateTime.class).toInstant(),
                row.getLong("wakes"));
    }

    private Usage usage(String text) {
        return read(text, new TypeReference<Usage>() {});
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored run is not readable", e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
