package io.agentaiops.opsscheduler.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The ledger's table. Only inserts. */
@ApplicationScoped
class AuditStore {

    /** "ledger", as a number that nothing else locks. */
    private static final long WRITER_LOCK = 0x6c_65_64_67_65_72L;

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String BEFORE =
            " and (at, seq) < (select o.at, o.seq from audit_entry o where o.seq = :before)";

    /**
     * Which entries to read, newest first.
     *
     * @param before number of the last entry of the page before
     */
    record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before,
            int limit) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    AuditStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Makes the caller's transaction the only one that appends, until it ends. */
    void becomeWriter() {
        jdbi.useHandle(handle -> handle.createQuery("select cast(pg_advisory_xact_lock(:key) as text)")
                .bind("key", WRITER_LOCK)
                .mapTo(String.class)
                .findOne());
    }

    Optional<AuditEntry> last() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from audit_entry order by seq desc limit 1")
                .map((row, context) -> entry(row))
                .findOne());
    }

    /** Which of these events are in the ledger. */
    List<String> known(List<String> eventIds) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select event_id from audit_entry where event_id = any(:ids)")
                        .bindArray("ids", String.class, eventIds)
                        .mapTo(String.class)
                        .list());
    }

    /** Adds entries in one go. */
    void append(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                        insert into audit_entry (seq, event_id, source, actor, action, resource, outcome, details, at,
                            previous_hash, hash)
                        values (:seq, :eventId, :source, :actor, :action, :resource, :outcome,
                            cast(:details as jsonb), :at, :previousHash, :hash)""");
            entries.forEach(entry -> batch.bind("seq", entry.seq())
                    .bind("eventId", entry.eventId())
                    .bind("source", entry.source())
                    .bind("actor", entry.actor())
                    .bind("action", entry.action())
                    .bind("resource", entry.resource())
                    .bind("outcome", entry.outcome())
                    .bind("details", CanonicalJson.object(entry.details()))
                    .bind("at", entry.at())
                    .bind("previousHash", entry.previousHash())
                    .bind("hash", entry.hash())
                    .add());
            batch.execute();
        });
    }

    /** Entries after that one, in order. */
    List<AuditEntry> after(long seq, int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from audit_entry where seq > :seq order by seq limit :limit")
                        .bind("seq", seq)
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    /** Newest first. Only filters that are given stand in the statement, so that each finds its index. */
    List<AuditEntry> list(Filter filter) {
        StringBuilder sql = new StringBuilder("select * from audit_entry where true");
        sql.append(filter.actor() == null ? "" : " and actor = :actor");
        sql.append(filter.action() == null ? "" : " and action = :action");
        sql.append(filter.from() == null ? "" : " and at >= :from");
        sql.append(filter.to() == null ? "" : " and at < :to");
        sql.append(filter.before() == null ? "" : BEFORE);
        sql.append(" order by at desc, seq desc limit :limit");
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql.toString()).bind("limit", filter.limit());
            bind(query, "actor", filter.actor());
            bind(query, "action", filter.action());
            bind(query, "from", filter.from());
            bind(query, "to", filter.to());
            bind(query, "before", filter.before());
            return query.map((row, context) -> entry(row)).list();
        });
    }

    private static void bind(Query query, String name, @Nullable Object value) {
        if (value != null) {
            query.bind(name, value);
        }
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        try {
            return new AuditEntry(
                    row.getLong("seq"),
                    row.getString("event_id"),
                    row.getString("source"),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("resource"),
                    row.getString("outcome"),
                    json.readValue(row.getString("details"), TEXTS),
                    row.getTimestamp("at").toInstant(),
                    row.getString("previous_hash"),
                    row.getString("hash"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }
}
