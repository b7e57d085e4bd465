package io.agentaiops.opsscheduler.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Certificates, holds, and the oldest end of the ledger. */
@ApplicationScoped
class RetentionStore {

    /** A reason not to purge. */
    record Hold(String dataClass, String reason, String setBy, Instant setAt) {}

    /** The entries of the ledger that are older than its term: an unbroken run from the oldest on. */
    record OldEntries(long from, long to, long count, String lastHash) {}

    private static final String OLD = """
            with first_kept as (select coalesce(min(seq), 9223372036854775807) as seq from audit_entry where at >= :before)
            select min(e.seq) as from_seq, max(e.seq) as to_seq, count(*) as n,
                (select hash from audit_entry where seq = (select max(o.seq) from audit_entry o, first_kept f where o.seq < f.seq)) as hash
            from audit_entry e, first_kept f where e.seq < f.seq""";

    private static final String INSERT = """
            insert into purge_certificate
                (id, class, range_from, range_to, count, last_seq, last_hash, purged_at, signature)
            values (:id, :class, :from, :to, :count, :lastSeq, :lastHash, :at, :signature)
            on conflict (id) do nothing""";

    private final Jdbi jdbi;

    RetentionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Hold> hold(DataClass dataClass) {
        return holds().stream()
                .filter(hold -> hold.dataClass().equals(dataClass.text()))
                .findFirst();
    }

    List<Hold> holds() {
        return holds("");
    }

    private List<Hold> holds(String locking) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from legal_hold order by class" + locking)
                .map((row, context) -> new Hold(
                        row.getString("class"),
                        row.getString("reason"),
                        row.getString("set_by"),
                        row.getTimestamp("set_at").toInstant()))
                .list());
    }

    /** Those that stand; none is lifted until the caller's transaction ends. */
    List<Hold> standingHolds() {
        return holds(" for update");
    }

    void hold(DataClass dataClass, String reason, String by, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into legal_hold (class, reason, set_by, set_at) values (:class, :reason, :by, :now)
                        on conflict (class) do update set reason = :reason, set_by = :by, set_at = :now""")
                .bind("class", dataClass.text())
                .bind("reason", reason)
                .bind("by", by)
                .bind("now", now)
                .execute());
    }

    void release(DataClass dataClass) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from legal_hold where class = :class")
                .bind("class", dataClass.text())
                .execute());
    }

    Optional<OldEntries> oldEntries(Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery(OLD)
                .bind("before", before)
                .map((row, context) -> new OldEntries(
                        row.getLong("from_seq"),
                        row.getLong("to_seq"),
                        row.getLong("n"),
                        String.valueOf(row.getString("hash"))))
                .findOne()
                .filter(old -> old.count() > 0));
    }

    /** The same, and until the caller's transaction ends no other replica purges. */
    Optional<OldEntries> oldEntriesForPurge(Instant before) {
        jdbi.useHandle(
                handle -> handle.createQuery("select 1 from pg_advisory_xact_lock(hashtext('ops_scheduler.retention'))")
                        .mapTo(Integer.class)
                        .one());
        return oldEntries(before);
    }

    /** Removes entries up to that one; inside the transaction that certifies it. */
    long purgeEntries(long to) {
        return jdbi.withHandle(handle -> {
            handle.createQuery("select set_config('aiops.purge_to', :to, true)")
                    .bind("to", Long.toString(to))
                    .mapTo(String.class)
                    .one();
            return (long) handle.createUpdate("delete from audit_entry where seq <= :to")
                    .bind("to", to)
                    .execute();
        });
    }

    /** Keeps a certificate; false when that range has one. */
    boolean certify(PurgeCertificate certificate) {
        return jdbi.withHandle(handle -> handle.createUpdate(INSERT)
                        .bind("id", certificate.id())
                        .bind("class", certificate.dataClass())
                        .bind("from", certificate.from())
                        .bind("to", certificate.to())
                        .bind("count", certificate.count())
                        .bind("lastSeq", certificate.lastSeq())
                        .bind("lastHash", certificate.lastHash())
                        .bind("at", certificate.purgedAt())
                        .bind("signature", certificate.signature())
                        .execute())
                == 1;
    }

    /** Newest first. */
    List<PurgeCertificate> certificates(int limit) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from purge_certificate order by seq desc limit :limit")
                        .bind("limit", limit)
                        .map((row, context) -> certificate(row))
                        .list());
    }

    private static PurgeCertificate certificate(ResultSet row) throws SQLException {
        @Nullable Long lastSeq = row.getObject("last_seq", Long.class);
        return new PurgeCertificate(
                row.getString("id"),
                row.getString("class"),
                row.getString("range_from"),
                row.getString("range_to"),
                row.getLong("count"),
                lastSeq,
                row.getString("last_hash"),
                row.getTimestamp("purged_at").toInstant(),
                row.getString("signature"));
    }
}
