package io.agentaiops.eventbus.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Operations that were asked for. An answered one is remembered, so that it is not carried out again. */
@ApplicationScoped
class OperationStore {

    /**
     * An operation taken on.
     *
     * @param dryRun whether it must change nothing
     * @param attempt 1 for the first time, more when a replica died at it
     */
    record Claimed(Operation operation, boolean dryRun, int attempt) {}

    private static final String INSERT = """
            INSERT INTO asked_operation (id, run_id, capability, arguments, principal, dry_run, deadline, accepted_at)
            VALUES (:id, :runId, :capability, CAST(:arguments AS jsonb), :principal, :dryRun, :deadline, :now)
            ON CONFLICT (id) DO NOTHING""";

    private static final String CLAIM = """
            UPDATE asked_operation SET leased_until = :until, attempts = attempts + 1
            WHERE id = :id AND answered_at IS NULL AND (leased_until IS NULL OR leased_until <= :now)
            RETURNING *""";

    private static final String ABANDONED = """
            SELECT id FROM asked_operation
            WHERE answered_at IS NULL AND accepted_at < :before AND (leased_until IS NULL OR leased_until <= :now)
            ORDER BY accepted_at LIMIT :limit""";

    private static final String ANSWERED =
            "UPDATE asked_operation SET answered_at = :now WHERE id = :id AND answered_at IS NULL";

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final ObjectMapper json;

    OperationStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    void add(OperationRequested requested, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(INSERT)
                .bind("id", requested.operationId())
                .bind("runId", requested.runId())
                .bind("capability", requested.capability())
                .bind("arguments", write(requested.arguments()))
                .bind("principal", requested.principal())
                .bind("dryRun", requested.dryRun())
                .bind("deadline", utc(requested.deadline()))
                .bind("now", utc(now))
                .execute());
    }

    /** Takes the operation for a lease; empty when it is answered or somebody is at it. */
    Optional<Claimed> claim(String id, Instant now, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("id", id)
                .bind("now", utc(now))
                .bind("until", utc(now.plus(lease)))
                .map((row, context) -> claimed(row))
                .findOne());
    }

    /** Keeps operations that are being carried out from being taken for abandoned. */
    void renew(Collection<String> ids, Instant until) {
        jdbi.useHandle(
                handle -> handle.createUpdate("UPDATE asked_operation SET leased_until = :until WHERE id = ANY(:ids)")
                        .bind("until", utc(until))
                        .bindArray("ids", String.class, ids)
                        .execute());
    }

    /** Notes that the operation is answered; false when it was before. */
    boolean answered(String id, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(ANSWERED)
                        .bind("id", id)
                        .bind("now", utc(now))
                        .execute())
                == 1;
    }

    /** Forgets operations answered before then. */
    int forget(Instant answeredBefore) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM asked_operation WHERE answered_at < :before")
                .bind("before", utc(answeredBefore))
                .execute());
    }

    /** Operations accepted before then that nobody is at. */
    List<String> abandoned(Instant acceptedBefore, Instant now, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(ABANDONED)
                .bind("before", utc(acceptedBefore))
                .bind("now", utc(now))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    private Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                new Operation(
                        row.getString("id"),
                        row.getString("run_id"),
                        Capability.of(row.getString("capability")).orElseThrow(),
                        new Arguments(read(row.getString("arguments"))),
                        row.getString("principal"),
                        row.getObject("deadline", OffsetDateTime.class).toInstant()),
                row.getBoolean("dry_run"),
                row.getInt("attempts"));
    }

    private Map<String, Object> read(String arguments) {
        try {
            return json.readValue(arguments, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored arguments can't be read", e);
        }
    }

    /** PostgreSQL's jsonb holds no NUL character. */
    private String write(Map<String, Object> arguments) {
        try {
            return json.writeValueAsString(arguments).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("arguments can't be written as JSON", e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
