package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.crypto.ConversationCipher;
import io.agentaiops.agentgateway.crypto.UnreadableText;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table of steps. What was asked and what came back is encrypted. */
@ApplicationScoped
public class StepStore {

    /** A step and the run that it belongs to. */
    public record Located(String runId, Step step) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Content(
            @Nullable String title,
            Map<String, Object> arguments,
            String output,
            boolean truncated,
            @Nullable String reason,
            Step.@Nullable Verdict verdict,
            Step.@Nullable Offer approval,
            @Nullable Integer repeatOf) {}

    /** The run first, then its step: whoever works on a run goes on to its steps, so both begin with the run. */
    private static final String LOCK = """
            with held as materialized (
                select id from run where id = (select run_id from run_step where call_id = :callId) for update
            )
            select run_step.* from held join run_step on run_step.run_id = held.id
            where run_step.call_id = :callId for update of run_step
            """;

    private static final String INSERT = """
            insert into run_step (call_id, run_id, ordinal, tool, state, content, asked_at, await_until,
                duration_ms, exit_code, sandbox, ended_at)
            values (:callId, :runId, :ordinal, :tool, :state, :content, :askedAt, :awaitUntil,
                :durationMs, :exitCode, :sandbox, :endedAt)
            """;

    private final Jdbi jdbi;
    private final ConversationCipher cipher;
    private final ObjectMapper json;

    StepStore(Jdbi jdbi, ConversationCipher cipher, ObjectMapper json) {
        this.jdbi = jdbi;
        this.cipher = cipher;
        this.json = json;
    }

    /** The steps of a run, in their order. */
    public List<Step> of(String runId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from run_step where run_id = :runId order by ordinal")
                        .bind("runId", runId)
                        .map((row, context) -> located(row).step())
                        .list());
    }

    /**
     * The step of that call, locked until the transaction ends. Its run is locked before it.
     */
    public Optional<Located> lock(String callId) {
        return jdbi.withHandle(handle -> handle.createQuery(LOCK)
                .bind("callId", callId)
                .map((row, context) -> located(row))
                .findOne());
    }

    /** Whether the run still waits for a result; under the lock of the run, one of several results is the last. */
    public boolean anyOutstanding(String runId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select exists (select 1 from run_step where run_id = :runId and state = 'requested')")
                .bind("runId", runId)
                .mapTo(Boolean.class)
                .one());
    }

    /** Stores new steps, in one exchange with the database. */
    public void insertAll(String runId, List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch(INSERT);
            for (Step step : steps) {
                bind(batch, runId, step)
                        .bind("runId", runId)
                        .bind("ordinal", step.ordinal())
                        .bind("tool", step.tool())
                        .bind("askedAt", step.askedAt())
                        .bind("awaitUntil", step.awaitUntil())
                        .add();
            }
            batch.execute();
        });
    }

    /** Stores what changed. */
    public void update(String runId, Step step) {
        jdbi.useHandle(handle -> bind(handle.createUpdate("""
                        update run_step set state = :state, content = :content, duration_ms = :durationMs,
                            exit_code = :exitCode, sandbox = :sandbox, ended_at = :endedAt
                        where call_id = :callId
                        """), runId, step).execute());
    }

    /** Binds what changes in a step's life. */
    <S extends SqlStatement<S>> S bind(S statement, String runId, Step step) {
        return statement
                .bind("callId", step.callId())
                .bind("state", step.state().label())
                .bind("content", seal(runId, step))
                .bind("durationMs", step.durationMs())
                .bind("exitCode", step.exitCode())
                .bind("sandbox", step.sandbox())
                .bind("endedAt", step.endedAt());
    }

    private Located located(ResultSet row) throws SQLException {
        String runId = row.getString("run_id");
        Content content = open(runId, row.getBytes("content"));
        return new Located(
                runId,
                new Step(
                        row.getString("call_id"),
                        row.getInt("ordinal"),
                        content.title(),
                        row.getString("tool"),
                        content.arguments(),
                        StepState.of(row.getString("state")),
                        content.output(),
                        content.truncated(),
                        row.getObject("exit_code", Integer.class),
                        content.reason(),
                        content.verdict(),
                        row.getString("sandbox"),
                        row.getObject("duration_ms", Long.class),
                        content.approval(),
                        instant(row, "asked_at"),
                        instant(row, "await_until"),
                        row.getObject("ended_at") == null ? null : instant(row, "ended_at"),
                        content.repeatOf()));
    }

    private byte[] seal(String runId, Step step) {
        Content content = new Content(
                step.title(),
                step.arguments(),
                step.output(),
                step.truncated(),
                step.reason(),
                step.verdict(),
                step.approval(),
                step.repeatOf());
        try {
            return cipher.seal(json.writeValueAsString(content), runId);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Content open(String runId, byte[] sealed) {
        try {
            return json.readValue(cipher.open(sealed, runId), Content.class);
        } catch (UnreadableText e) {
            return new Content(null, Map.of(), "", false, "its content cannot be decrypted any more", null, null, null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored step of run " + runId + " is not readable", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
