package io.agentaiops.opsscheduler.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.opsscheduler.procedure.Condition;
import io.agentaiops.opsscheduler.procedure.OnFailure;
import io.agentaiops.opsscheduler.procedure.StepAction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of {@code run_step}: how a step is written down. */
@ApplicationScoped
class StepRows {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private static final String COLUMNS =
            "run_id, position, step_id, title, capability, arguments, command, expectation,"
                    + " timeout_ms, on_failure, approval_required, condition, retries, attempts, state, attempt_id, approval_id,"
                    + " deadline, started_at, ended_at, summary";

    private static final Map<String, String> INSERTED = new LinkedHashMap<>();

    static {
        INSERTED.put("run_id", "uuid");
        List.of("step_id", "title", "capability", "command", "on_failure", "condition", "state", "summary")
                .forEach(column -> INSERTED.put(column, "text"));
        List.of("arguments", "expectation", "evidence").forEach(column -> INSERTED.put(column, "jsonb"));
        List.of("position", "retries", "attempts").forEach(column -> INSERTED.put(column, "integer"));
        List.of("started_at", "ended_at").forEach(column -> INSERTED.put(column, "timestamptz"));
        INSERTED.put("timeout_ms", "bigint");
        INSERTED.put("approval_required", "boolean");
    }

    private final ObjectMapper json;
    private final TransactionSynchronizationRegistry transaction;

    StepRows(ObjectMapper json, TransactionSynchronizationRegistry transaction) {
        this.json = json;
        this.transaction = transaction;
    }

    /** Inserts the steps of several runs at once. */
    void insert(Handle handle, List<Run> runs) {
        TextColumns rows = new TextColumns("run_step", INSERTED);
        runs.forEach(run -> run.steps().forEach(step -> add(rows, run, step)));
        rows.insert(handle);
        runs.forEach(run -> stored(run.id(), run.steps()));
    }

    private void add(TextColumns rows, Run run, StepRun step) {
        rows.add("run_id", run.id())
                .add("position", step.position())
                .add("step_id", step.stepId())
                .add("title", step.title())
                .add("timeout_ms", step.timeout().toMillis())
                .add("on_failure", step.onFailure())
                .add("approval_required", step.needsApproval())
                .add("condition", step.rules().when())
                .add("retries", step.rules().retries())
                .add("attempts", step.rules().attempts())
                .add("started_at", step.startedAt())
                .add("ended_at", step.endedAt())
                .add("state", step.state())
                .add("summary", step.summary())
                .add("evidence", write(step.evidence()));
        switch (step.action()) {
            case StepAction.Uses uses ->
                rows.add("capability", uses.capability().id())
                        .add("arguments", write(uses.with()))
                        .add("command", null)
                        .add("expectation", null);
            case StepAction.Run command ->
                rows.add("capability", null)
                        .add("arguments", null)
                        .add("command", command.command())
                        .add("expectation", command.expect() == null ? null : write(command.expect()));
        }
    }

    /** Writes the steps that have changed since they were read or written in this transaction. */
    void update(Handle handle, Run run) {
        List<StepRun> changed = changed(run);
        if (changed.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                update run_step set state = :state, attempt_id = :attemptId, approval_id = :approvalId,
                    deadline = :deadline, attempts = :attempts, started_at = :startedAt, ended_at = :endedAt, summary = :summary,
                    evidence = cast(:evidence as jsonb)
                where run_id = :runId and position = :position and (state <> :state or summary <> :summary)""");
        for (StepRun step : changed) {
            batch.bind("runId", run.id())
                    .bind("position", step.position())
                    .bind("state", step.state().name())
                    .bind("attemptId", step.attemptId())
                    .bind("approvalId", step.approvalId())
                    .bind("deadline", step.deadline())
                    .bind("attempts", step.rules().attempts())
                    .bind("startedAt", step.startedAt())
                    .bind("endedAt", step.endedAt())
                    .bind("summary", step.summary())
                    .bind("evidence", write(step.evidence()))
                    .add();
        }
        batch.execute();
        stored(run.id(), run.steps());
    }

    private List<StepRun> changed(Run run) {
        Object stored = transaction.getTransactionKey() == null ? null : transaction.getResource(key(run.id()));
        if (!(stored instanceof List<?> before) || before.size() != run.steps().size()) {
            return run.steps();
        }
        return run.steps().stream()
                .filter(step -> !step.equals(before.get(step.position())))
                .toList();
    }

    private void stored(UUID runId, List<StepRun> steps) {
        if (transaction.getTransactionKey() != null) {
            transaction.putResource(key(runId), steps);
        }
    }

    private static String key(UUID runId) {
        return "steps of " + runId;
    }

    /** The steps of a run in their order. */
    List<StepRun> read(Handle handle, UUID runId) {
        List<StepRun> steps = handle.createQuery("select * from run_step where run_id = :id order by position")
                .bind("id", runId)
                .map((row, context) -> step(row))
                .list();
        stored(runId, steps);
        return steps;
    }

    /** The steps of several runs, by run; without what they found where {@code evidence} is false. */
    Map<UUID, List<StepRun>> read(Handle handle, List<UUID> runIds, boolean evidence) {
        Map<UUID, List<StepRun>> steps = new HashMap<>();
        handle.createQuery("select " + COLUMNS + (evidence ? ", evidence" : ", cast('{}' as jsonb) as evidence")
                        + " from run_step where run_id = any (:ids) order by run_id, position")
                .bindArray("ids", UUID.class, runIds.toArray())
                .map((row, context) -> steps.computeIfAbsent(
                                row.getObject("run_id", UUID.class), id -> new ArrayList<>())
                        .add(step(row)))
                .list();
        return steps;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private StepRun step(ResultSet row) throws SQLException {
        return new StepRun(
                row.getInt("position"),
                row.getString("step_id"),
                row.getString("title"),
                action(row),
                Duration.ofMillis(row.getLong("timeout_ms")),
                OnFailure.valueOf(row.getString("on_failure")),
                row.getBoolean("approval_required"),
                new StepRun.Rules(
                        Condition.valueOf(row.getString("condition")), row.getInt("retries"), row.getInt("attempts")),
                StepState.valueOf(row.getString("state")),
                row.getObject("attempt_id", UUID.class),
                row.getObject("approval_id", UUID.class),
                instant(row, "deadline"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("summary"),
                map(row.getString("evidence")));
    }

    private StepAction action(ResultSet row) throws SQLException {
        String capability = row.getString("capability");
        if (capability != null) {
            return new StepAction.Uses(Capability.of(capability).orElseThrow(), map(row.getString("arguments")));
        }
        String expectation = row.getString("expectation");
        return new StepAction.Run(
                row.getString("command"), expectation == null ? null : read(expectation, Expectation.class));
    }

    private Map<String, Object> map(String text) {
        try {
            return json.readValue(text, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }

    private String write(Object value) {
        try {
            // PostgreSQL knows no NUL in text
            return json.writeValueAsString(value).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
