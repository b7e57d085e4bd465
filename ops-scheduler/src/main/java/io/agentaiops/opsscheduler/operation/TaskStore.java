package io.agentaiops.opsscheduler.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Tasks in PostgreSQL. */
@ApplicationScoped
class TaskStore {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    TaskStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Whether the task is new. */
    boolean accept(Task task, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into capability_task (operation_id, run_id, capability, arguments, dry_run,
                                    deadline, accepted_at)
                                values (:id, :runId, :capability, cast(:arguments as jsonb), :dryRun, :deadline, :now)
                                on conflict (operation_id) do nothing""")
                        .bind("id", task.operationId())
                        .bind("runId", task.runId())
                        .bind("capability", task.capability().id())
                        .bind("arguments", write(task.arguments()))
                        .bind("dryRun", task.dryRun())
                        .bind("deadline", task.deadline())
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** Takes the task for a lease; empty when it is done or somebody else is at it. */
    Optional<Task> claim(UUID id, Instant now, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update capability_task set leased_until = :until
                        where operation_id = :id and completed_at is null
                          and (leased_until is null or leased_until <= :now)
                        returning *""")
                .bind("id", id)
                .bind("now", now)
                .bind("until", now.plus(lease))
                .map((row, context) -> task(row))
                .findOne());
    }

    /** Keeps tasks that are being done from being taken for abandoned. */
    void renew(Set<UUID> ids, Instant until) {
        if (!ids.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "update capability_task set leased_until = :until where operation_id in (<ids>) and completed_at is null")
                    .bindList("ids", List.copyOf(ids))
                    .bind("until", until)
                    .execute());
        }
    }

    /** Whether it was this call that ended the task. */
    boolean complete(UUID id, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "update capability_task set completed_at = :now where operation_id = :id and completed_at is null")
                        .bind("id", id)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** Tasks accepted before then that nobody is at. */
    List<UUID> abandoned(Instant acceptedBefore, Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select operation_id from capability_task
                        where completed_at is null and accepted_at < :before
                          and (leased_until is null or leased_until <= :now)
                        order by accepted_at limit :limit""")
                .bind("before", acceptedBefore)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    private Task task(ResultSet row) throws SQLException {
        try {
            return new Task(
                    row.getObject("operation_id", UUID.class),
                    row.getString("run_id"),
                    Capability.of(row.getString("capability")).orElseThrow(),
                    json.readValue(row.getString("arguments"), MAP),
                    row.getBoolean("dry_run"),
                    row.getTimestamp("deadline").toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }

    private String write(Map<String, Object> arguments) {
        try {
            return json.writeValueAsString(arguments).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
