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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final ObjectMapper json;

    StepRows(ObjectMapper json) {
        this.json = json;
    }

    void insert(Handle handle, Run run) {
        insert(handle, List.of(run));
    }

    /** Inserts the steps of several runs in one batch. */
    void insert(Handle handle, List<Run> runs) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into run_step (run_id, position, step_id, title, capability, arguments, command, expectation,
                    timeout_ms, on_failure, approval_required, condition, retries, attempts, state, summary, evidence,
                    started_at, ended_at)
                values (:runId, :position, :stepId, :title, :capability, cast(:arguments as jsonb), :command,
                    cast(:expectation as jsonb), :timeoutMs, :onFailure, :approval, :condition, :retries, :attempts,
                    :state, :summary,
                    cast(:evidence as jsonb), :startedAt, :endedAt)""");
        runs.forEach(run -> add(batch, run));
        batch.execute();
    }

    private void add(PreparedBatch batch, Run run) {
        for (StepRun step : run.steps()) {
            batch.bind("runId", run.id())
                    .bind("position", step.position())
                    .bind("stepId", step.stepId())
                    .bind("title", step.title())
                    .bind("timeoutMs", step.timeout().toMillis())
                    .bind("onFailure", step.onFailure().name())
                    .bind("approval", step.needsApproval())
                    .bind("condition", step.rules().when().name())
                    .bind("retries", step.rules().retries())
                    .bind("attempts", step.rules().attempts())
                    .bind("startedAt", step.startedAt())
                    .bind("endedAt", step.endedAt())
                    .bind("state", step.state().name())
                    .bind("summary", step.summary())
                    .bind("evidence", write(step.evidence()));
            bindAction(batch, step.action());
            batch.add();
        }
    }

    void update(Handle handle, Run run) {
        PreparedBatch batch = handle.prepareBatch("""
                update run_step set state = :state, attempt_id = :attemptId, approval_id = :approvalId,
                    deadline = :deadline, attempts = :attempts, started_at = :startedAt, ended_at = :endedAt, summary = :summary,
                    evidence = cast(:evidence as jsonb)
                where run_id = :runId and position = :position and (state <> :state or summary <> :summary)""");
        for (StepRun step : run.steps()) {
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
    }

    /** The steps of a run in their order. */
    List<StepRun> read(Handle handle, UUID runId) {
        return handle.createQuery("select * from run_step where run_id = :id order by position")
                .bind("id", runId)
                .map((row, context) -> step(row))
                .list();
    }

    /** The steps of several runs, by run. */
    Map<UUID, List<StepRun>> read(Handle handle, List<UUID> runIds) {
        Map<UUID, List<StepRun>> steps = new HashMap<>();
        handle.createQuery("select * from run_step where run_id = any (:ids) order by run_id, position")
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

    private void bindAction(PreparedBatch batch, StepAction action) {
        switch (action) {
            case StepAction.Uses uses ->
                batch.bind("capability", uses.capability().id())
                        .bind("arguments", write(uses.with()))
                        .bind("command", (String) null)
                        .bind("expectation", (String) null);
            case StepAction.Run run ->
                batch.bind("capability", (String) null)
                        .bind("arguments", (String) null)
                        .bind("command", run.command())
                        .bind("expectation", run.expect() == null ? null : write(run.expect()));
        }
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
