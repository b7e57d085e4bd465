package io.agentaiops.eventbus.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The outbox table. */
@ApplicationScoped
class OutboxStore {

    /** Lanes are relayed independently; a key always has the same one. */
    static final int LANES = 4;

    private static final String INSERT = """
            INSERT INTO outbox (lane, event_id, event_type, topic, record_key, occurred_at, trace_parent, data)
            VALUES (:lane, :eventId, :eventType, :topic, :key, :occurredAt, :traceParent, :data)""";

    /** An event as it is stored; carried, never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            long id,
            String eventId,
            String eventType,
            String topic,
            String key,
            Instant occurredAt,
            @Nullable String traceParent,
            byte[] data) {}

    private static final RowMapper<Row> ROW = (rs, ctx) -> new Row(
            rs.getLong("id"),
            rs.getString("event_id"),
            rs.getString("event_type"),
            rs.getString("topic"),
            rs.getString("record_key"),
            rs.getObject("occurred_at", OffsetDateTime.class).toInstant(),
            rs.getString("trace_parent"),
            rs.getBytes("data"));

    private final Jdbi jdbi;

    OutboxStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void insert(int lane, Row row) {
        jdbi.useHandle(handle -> handle.createUpdate(INSERT)
                .bind("lane", lane)
                .bind("eventId", row.eventId())
                .bind("eventType", row.eventType())
                .bind("topic", row.topic())
                .bind("key", row.key())
                .bind("occurredAt", row.occurredAt().atOffset(ZoneOffset.UTC))
                .bind("traceParent", row.traceParent())
                .bind("data", row.data())
                .execute());
    }

    /** Waits until no other replica relays the lane; the lock goes with the transaction. */
    void lock(int lane) {
        jdbi.useHandle(handle -> handle.createQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('outbox ' || current_schema()), :lane)")
                .bind("lane", lane)
                .mapTo(Integer.class)
                .one());
    }

    List<Row> next(int lane, int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM outbox WHERE lane = :lane ORDER BY id LIMIT :limit")
                        .bind("lane", lane)
                        .bind("limit", limit)
                        .map(ROW)
                        .list());
    }

    void delete(List<Long> ids) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM outbox WHERE id = ANY(:ids)")
                .bindArray("ids", Long.class, ids)
                .execute());
    }

    List<Integer> waitingLanes() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT DISTINCT lane FROM outbox")
                .mapTo(Integer.class)
                .list());
    }

    long depth() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM outbox")
                .mapTo(Long.class)
                .one());
    }
}
