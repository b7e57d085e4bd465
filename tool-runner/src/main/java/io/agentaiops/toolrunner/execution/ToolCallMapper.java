package io.agentaiops.toolrunner.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventcontracts.Origin;
import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import io.agentaiops.eventcontracts.tool.ToolCallRequested;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code tool_call}. */
final class ToolCallMapper implements RowMapper<ToolCall> {

    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

    private final ObjectMapper json;

    ToolCallMapper(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public ToolCall map(ResultSet row, StatementContext context) throws SQLException {
        CallState state = CallState.of(row.getString("state"));
        return new ToolCall(
                request(row),
                state,
                approval(row),
                row.getBoolean("repeatable"),
                row.getInt("attempts"),
                state.isFinal() ? result(row, state) : null,
                row.getTimestamp("accepted_at").toInstant(),
                instant(row, "completed_at"),
                row.getTimestamp("queued_at").toInstant(),
                cancellation(row),
                row.getObject("queue_ms", Long.class));
    }

    private NewToolCall request(ResultSet row) throws SQLException {
        Long timeout = row.getObject("timeout_ms", Long.class);
        return new NewToolCall(
                row.getString("call_id"),
                row.getString("tool"),
                arguments(row.getString("arguments")),
                new Origin(Origin.Kind.valueOf(row.getString("origin_kind")), row.getString("origin_id")),
                row.getString("principal"),
                expectation(row.getString("expectation")),
                row.getTimestamp("deadline").toInstant(),
                timeout == null ? null : Duration.ofMillis(timeout),
                given(row.getString("given_approval")),
                row.getString("session_id"),
                row.getString("trace_parent"),
                Set.of((String[]) row.getArray("roles").getArray()));
    }

    private static @Nullable CallApproval approval(ResultSet row) throws SQLException {
        String id = row.getString("approval_id");
        return id == null
                ? null
                : new CallApproval(
                        id,
                        row.getString("plan"),
                        row.getString("plan_hash"),
                        row.getTimestamp("approval_expires_at").toInstant(),
                        row.getString("approved_by"),
                        Objects.requireNonNullElse(row.getString("approval_host"), ""),
                        row.getInt("approvers"),
                        Objects.requireNonNullElse(row.getString("approval_reason"), ""),
                        row.getString("preview"));
    }

    private static @Nullable Cancellation cancellation(ResultSet row) throws SQLException {
        String by = row.getString("cancelled_by");
        return by == null ? null : new Cancellation(by, Objects.requireNonNullElse(row.getString("cancel_reason"), ""));
    }

    private static CallResult result(ResultSet row, CallState state) throws SQLException {
        Boolean met = row.getObject("verdict_met", Boolean.class);
        return new CallResult(
                state,
                row.getString("output"),
                row.getBoolean("truncated"),
                row.getObject("exit_code", Integer.class),
                row.getString("reason"),
                met == null ? null : new Verdict(met, row.getString("verdict_reason")),
                row.getString("sandbox"),
                row.getLong("duration_ms"));
    }

    private Map<String, Object> arguments(String text) {
        try {
            return json.readValue(text, ARGUMENTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored arguments cannot be read", e);
        }
    }

    private ToolCallRequested.@Nullable GivenApproval given(@Nullable String text) {
        try {
            return text == null ? null : json.readValue(text, ToolCallRequested.GivenApproval.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored approval cannot be read", e);
        }
    }

    private @Nullable Expectation expectation(@Nullable String text) {
        try {
            return text == null ? null : json.readValue(text, Expectation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored expectation cannot be read", e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
