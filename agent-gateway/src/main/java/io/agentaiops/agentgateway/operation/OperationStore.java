package io.agentaiops.agentgateway.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The table of operations: each is claimed before it is done, and answered once. */
@ApplicationScoped
class OperationStore {

    private final Jdbi jdbi;
    private final ObjectMapper json;

    OperationStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Stores a new operation; others look for it from {@code leaseUntil} on. */
    boolean insert(Operation operation, Instant leaseUntil) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into operation (id, run_id, capability, arguments, principal, dry_run, deadline,
                            lease_until)
                        values (:id, :runId, :capability, cast(:arguments as jsonb), :principal, :dryRun, :deadline,
                            :leaseUntil)
                        on conflict (id) do nothing
                        """)
                        .bind("id", operation.id())
                        .bind("runId", operation.runId())
                        .bind("capability", operation.capability())
                        .bind("arguments", write(operation.arguments()))
                        .bind("principal", operation.principal())
                        .bind("dryRun", operation.dryRun())
                        .bind("deadline", operation.deadline())
                        .bind("leaseUntil", leaseUntil)
                        .execute())
                == 1;
    }

    /** Takes an operation that nobody alive works on. */
    Optional<Operation> claimAbandoned(Instant now, Instant until) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update operation set lease_until = :until
                        where id = (
                            select id from operation where completed_at is null and lease_until < :now
                            order by lease_until limit 1 for update skip locked
                        )
                        returning *
                        """)
                .bind("now", now)
                .bind("until", until)
                .map((row, context) -> operation(row))
                .findOne());
    }

    /** Marks an operation as answered; false when it was before. */
    boolean complete(String id, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "update operation set completed_at = :now where id = :id and completed_at is null")
                        .bind("now", now)
                        .bind("id", id)
                        .execute())
                == 1;
    }

    private Operation operation(ResultSet row) throws SQLException {
        return new Operation(
                row.getString("id"),
                row.getString("run_id"),
                row.getString("capability"),
                read(row.getString("arguments")),
                row.getString("principal"),
                row.getBoolean("dry_run"),
                row.getObject("deadline", OffsetDateTime.class).toInstant());
    }

    private String write(Map<String, Object> arguments) {
        try {
            return json.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> read(String arguments) {
        try {
            return json.readValue(arguments, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored operation is not readable", e);
        }
    }
}
