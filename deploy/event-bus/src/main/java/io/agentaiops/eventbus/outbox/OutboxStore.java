package io.agentaiops.eventbus.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
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
            SELECT lane, event_id, event_type, topic, record_key, occurred_at::timestamptz, trace_parent, convert_to(data, 'UTF8')
            FROM unnest(:lanes::int[], :eventIds::text[], :eventTypes::text[], :topics::text[], :keys::text[],
                        :occurredAt::text[], :traceParents::text[], :data::text[])
                WITH ORDINALITY AS row(lane, event_id, event_type, topic, record_key, occurred_at, trace_parent, data, n)
            ORDER BY n""";

    /** An event as it is stored; carried, never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            long id,
            int lane,
            String eventId,
            String eventType,
            String topic,
            String key,
            Instant occurredAt,
            @Nullable String traceParent,
            byte[] data) {}

    private static final RowMapper<Row> ROW = (rs, ctx) -> new Row(
            rs.getLong("id"),
            rs.getInt("lane"),
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

    void insert(List<Row> rows) {
        jdbi.useHandle(handle -> handle.createUpdate(INSERT)
                .bindArray("lanes", Integer.class, rows.stream().map(Row::lane).toList())
                .bindArray(
                        "eventIds",
                        String.class,
                        rows.stream().map(Row::eventId).toList())
                .bindArray(
                        "eventTypes",
                        String.class,
                        rows.stream().map(Row::eventType).toList())
                .bindArray("topics", String.class, rows.stream().map(Row::topic).toList())
                .bindArray("keys", String.class, rows.stream().map(Row::key).toList())
                .bindArray(
                        "occurredAt",
                        String.class,
                        rows.stream().map(row -> row.occurredAt().toString()).toList())
                .bindArray(
                        "traceParents",
                        String.class,
                        rows.stream().map(Row::traceParent).toList())
                .bindArray(
                        "data",
                        String.class,
                        rows.stream()
                                .map(row -> new String(row.data(), StandardCharsets.UTF_8))
                                .toList())
                .execute());
    }

    /**
     * Waits until no other replica relays one of the lanes, which everybody locks in the same order. The locks go with the
     * transaction, whose commit does not wait for the disk: a deletion that the database forgets as it crashes sends
     * events again, which the inbox of the hearer drops.
     */
    void lock(List<Integer> lanes) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT count(pg_advisory_xact_lock(hashtext('outbox ' || current_schema()), lane))
                        FROM (SELECT lane FROM unnest(:lanes::int[]) AS lane ORDER BY lane OFFSET 0) AS ordered,
                            set_config('synchronous_commit', 'off', true)
                        """)
                .bindArray("lanes", Integer.class, lanes)
                .mapTo(Long.class)
                .one());
    }

    /** The oldest rows of the lanes. */
    List<Row> next(List<Integer> lanes, int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT * FROM outbox WHERE lane = ANY(:lanes) ORDER BY id LIMIT :limit")
                        .bindArray("lanes", Integer.class, lanes)
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
