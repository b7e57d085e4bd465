package io.agentaiops.ragindexer.operation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Operations that were asked for and not answered yet. */
@ApplicationScoped
class OperationStore {

    private static final TypeReference<Map<String, Object>> ARGUMENTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    OperationStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void add(RequestedOperation operation, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into operation_request (operation_id, run_id, capability, arguments, dry_run, deadline,
                            requested_at)
                        values (:id, :runId, :capability, :arguments::jsonb, :dryRun, :deadline, :now)
                        on conflict do nothing
                        """)
                .bind("id", operation.operationId())
                .bind("runId", operation.runId())
                .bind("capability", operation.capability())
                .bind("arguments", write(operation.arguments()))
                .bind("dryRun", operation.dryRun())
                .bind("deadline", operation.deadline())
                .bind("now", now)
                .execute());
    }

    /** Claims the operation that has been waiting longest. */
    Optional<RequestedOperation> claim(Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update operation_request set claimed_until = :until
                        where operation_id = (
                            select operation_id from operation_request
                            where claimed_until is null or claimed_until < :now
                            order by requested_at limit 1 for update skip locked)
                        returning *
                        """)
                .bind("until", until)
                .bind("now", now)
                .map((rows, context) -> read(rows))
                .findOne());
    }

    /** Strikes the operation off; false when somebody else has. */
    boolean remove(String operationId) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from operation_request where operation_id = :id")
                        .bind("id", operationId)
                        .execute())
                > 0;
    }

    private RequestedOperation read(ResultSet rows) throws SQLException {
        try {
            return new RequestedOperation(
                    rows.getString("operation_id"),
                    rows.getString("run_id"),
                    rows.getString("capability"),
                    json.readValue(rows.getString("arguments"), ARGUMENTS),
                    rows.getBoolean("dry_run"),
                    rows.getObject("deadline", OffsetDateTime.class).toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(Map<String, Object> arguments) {
        try {
            return json.writeValueAsString(arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
