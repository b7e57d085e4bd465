package io.agentaiops.agentgateway.run;

import io.agentaiops.agentgateway.evidence.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of runs. What was asked and answered is encrypted. */
@ApplicationScoped
public class RunStore {

    private static final String INSERT = """
            insert into run (id, session_id, principal, roles, asked_mode, asked_model, idempotency_key,
                question, state, accepted_at, deadline, due_at, limits)
            values (:id, :sessionId, :principal, :roles, :askedMode, :askedModel, :idempotencyKey,
                :question, :state, :acceptedAt, :deadline, :dueAt, cast(:limits as jsonb))
            on conflict (principal, idempotency_key) do nothing
            """;

    private static final String OF_SESSION = """
            select * from (
                select * from run where session_id = :sessionId order by accepted_at desc limit :limit
            ) newest order by accepted_at
            """;

    private static final String PROGRESS = """
            update run set notes = :notes, mode = :mode, model = :model, usage = cast(:usage as jsonb)
            where id = :id and lease_owner = :owner and ended_at is null
            """;

    private static final String END = """
            update run set state = :state, reason = :reason, mode = :mode, model = :model, answer = :answer,
                citations = cast(:citations as jsonb), evidence = :evidence, fabricated_citations = :fabricated,
                usage = cast(:usage as jsonb), ended_at = :endedAt,
                notes = null, lease_owner = null, lease_until = null, due_at = null
            where id = :id and ended_at is null
                and (cast(:owner as text) is null or lease_owner = :owner)
            """;

    private static final String END_UNREAD = """
            update run set state = :state, reason = :reason, ended_at = :now,
                notes = null, lease_owner = null, lease_until = null, due_at = null
            where id = :id and ended_at is null and deadline < :now
            """;

    private final Jdbi jdbi;
    private final RunMapper mapper;

    RunStore(Jdbi jdbi, RunMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /** Stores a new run, unless its asker used that idempotency key before; says whether it was stored. */
    public boolean insert(Run run, @Nullable String idempotencyKey, Instant dueAt) {
        return jdbi.withHandle(handle -> handle.createUpdate(INSERT)
                        .bind("id", run.id())
                        .bind("sessionId", run.sessionId())
                        .bind("principal", run.caller().principal())
                        .bindArray("roles", String.class, run.caller().roles().toArray())
                        .bind("askedMode", run.askedMode().label())
                        .bind("askedModel", run.askedModel())
                        .bind("idempotencyKey", idempotencyKey)
                        .bind("question", mapper.seal(run.question(), run.id()))
                        .bind("state", run.state().label())
                        .bind("acceptedAt", run.acceptedAt())
                        .bind("deadline", run.deadline())
                        .bind("dueAt", dueAt)
                        .bind("limits", mapper.write(run.limits()))
                        .execute())
                == 1;
    }

    /** The run of that id. */
    public Optional<Run> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from run where id = :id")
                .bind("id", id)
                .map(mapper)
                .findOne());
    }

    /** Whether there is nothing left to do for that run, or no such run. */
    public boolean isOver(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select ended_at is not null from run where id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(true));
    }

    /** Whether somebody stopped that run. */
    public boolean isCancelled(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select state = 'cancelled' from run where id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** The run that its asker named by that key. */
    public Optional<Run> byIdempotencyKey(String principal, String key) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from run where principal = :principal and idempotency_key = :key")
                .bind("principal", principal)
                .bind("key", key)
                .map(mapper)
                .findOne());
    }

    /** The last runs of a session, oldest first. */
    public List<Run> ofSession(String sessionId, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_SESSION)
                .bind("sessionId", sessionId)
                .bind("limit", limit)
                .map(mapper)
                .list());
    }

    /** The runs of a session that were accepted after that time, oldest first. */
    public List<Run> ofSessionAfter(String sessionId, Instant time, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from run where session_id = :sessionId and accepted_at > :time
                        order by accepted_at limit :limit
                        """)
                .bind("sessionId", sessionId)
                .bind("time", time)
                .bind("limit", limit)
                .map(mapper)
                .list());
    }

    /** Stores how far the agent has come, if it still holds the lease and the run is still open. */
    boolean progress(
            String id, String owner, String notes, @Nullable AnswerMode mode, @Nullable String model, Usage usage) {
        return jdbi.withHandle(handle -> handle.createUpdate(PROGRESS)
                        .bind("notes", mapper.seal(notes, id))
                        .bind("mode", mode == null ? null : mode.label())
                        .bind("model", model)
                        .bind("usage", mapper.write(usage))
                        .bind("id", id)
                        .bind("owner", owner)
                        .execute())
                == 1;
    }

    /** Ends the run, if nobody ended it before. With an owner, only under its lease. */
    boolean end(Run ended, @Nullable String owner) {
        AnswerMode mode = ended.mode();
        List<Finding> sentences = ended.evidence().sentences();
        return jdbi.withHandle(handle -> handle.createUpdate(END)
                        .bind("state", ended.state().label())
                        .bind("reason", ended.reason())
                        .bind("mode", mode == null ? null : mode.label())
                        .bind("model", ended.model())
                        .bind("answer", mapper.sealOrNull(ended.answer(), ended.id()))
                        .bind("citations", mapper.write(ended.citations()))
                        .bind("evidence", mapper.seal(mapper.write(sentences), ended.id()))
                        .bind("fabricated", ended.evidence().fabricatedCitations())
                        .bind("usage", mapper.write(ended.usage()))
                        .bind("endedAt", ended.endedAt())
                        .bind("id", ended.id())
                        .bind("owner", owner)
                        .execute())
                == 1;
    }

    /** Ends a run that nobody can read, once its time is over; says whether this did it. */
    boolean endUnread(String id, String state, String reason, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(END_UNREAD)
                        .bind("id", id)
                        .bind("state", state)
                        .bind("reason", reason)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** Stores what the asker thinks of the answer. */
    void rate(String id, String rating, String comment) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update run set rating = :rating, comment = :comment where id = :id")
                        .bind("rating", rating)
                        .bind("comment", mapper.seal(comment, id))
                        .bind("id", id)
                        .execute());
    }
}
