package io.agentaiops.toolrunner.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Operations that were asked for. */
@ApplicationScoped
class OperationStore {

    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    OperationStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    boolean insert(ToolOperation operation, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into tool_operation (operation_id, run_id, capability, arguments, dry_run,
                                    deadline, accepted_at)
                                values (:id, :run, :capability, cast(:arguments as jsonb), :dryRun, :deadline, :now)
                                on conflict (operation_id) do nothing
                                """)
                        .bind("id", operation.operationId())
                        .bind("run", operation.runId())
                        .bind("capability", operation.capability())
                        .bind("arguments", write(operation.arguments()))
                        .bind("dryRun", operation.dryRun())
                        .bind("deadline", operation.deadline())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    /** Open operations that were accepted before {@code before}. */
    List<ToolOperation> open(Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from tool_operation where completed_at is null and accepted_at < :before
                        order by accepted_at limit 100
                        """)
                .bind("before", before)
                .map((row, context) -> read(row))
                .list());
    }

    /** Closes an operation; false when that has been done already. */
    boolean close(String operationId, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update tool_operation set completed_at = :now
                                where operation_id = :id and completed_at is null
                                """)
                        .bind("id", operationId)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    private ToolOperation read(ResultSet row) throws SQLException {
        try {
            return new ToolOperation(
                    row.getString("operation_id"),
                    row.getString("run_id"),
                    row.getString("capability"),
                    json.readValue(row.getString("arguments"), ARGUMENTS),
                    row.getBoolean("dry_run"),
                    row.getTimestamp("deadline").toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored arguments cannot be read", e);
        }
    }

    private String write(Map<String, Object> arguments) {
        try {
            return json.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }
}
