package io.agentaiops.opsscheduler.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Signed heads of the chain, and where the chain begins after a purge. */
@ApplicationScoped
class AuditHeadStore {

    /**
     * What the oldest entry follows.
     *
     * @param certificate which says so; empty for the whole ledger
     */
    record Beginning(long seq, String hash, String certificate, String signedText, String signature) {

        static final Beginning WHOLE = new Beginning(0, AuditEntry.GENESIS, "", "", "");
    }

    private final Jdbi jdbi;

    AuditHeadStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    boolean add(AuditHead head) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                insert into audit_head (day, seq, hash, signed_at, signature)
                                values (:day, :seq, :hash, :at, :signature) on conflict (day) do nothing""")
                        .bind("day", head.day())
                        .bind("seq", head.seq())
                        .bind("hash", head.hash())
                        .bind("at", head.signedAt())
                        .bind("signature", head.signature())
                        .execute())
                == 1;
    }

    Optional<AuditHead> find(LocalDate day) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from audit_head where day = :day")
                .bind("day", day)
                .map((row, context) -> head(row))
                .findOne());
    }

    /** All of them in the order of the chain. */
    List<AuditHead> all() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from audit_head order by seq, day")
                .map((row, context) -> head(row))
                .list());
    }

    /**
     * Where the chain begins by the certificates of what was purged from it, newest first; the last one is that of the
     * whole ledger.
     */
    List<Beginning> beginnings() {
        List<Beginning> all = jdbi.withHandle(handle ->
                handle.createQuery("""
                        select * from purge_certificate
                        where class = 'audit' and last_seq is not null order by last_seq desc, seq desc""").map((row, context) -> beginning(row)).list());
        return Stream.concat(all.stream(), Stream.of(Beginning.WHOLE)).toList();
    }

    private static Beginning beginning(ResultSet row) throws SQLException {
        long seq = row.getLong("last_seq");
        String id = row.getString("id");
        String text = PurgeSeal.text(
                id,
                row.getString("class"),
                row.getString("range_from"),
                Long.toString(seq),
                row.getLong("count"),
                row.getString("last_hash"),
                row.getTimestamp("purged_at").toInstant());
        return new Beginning(seq, row.getString("last_hash"), id, text, row.getString("signature"));
    }

    private static AuditHead head(ResultSet row) throws SQLException {
        return new AuditHead(
                row.getObject("day", LocalDate.class),
                row.getLong("seq"),
                row.getString("hash"),
                row.getTimestamp("signed_at").toInstant(),
                row.getString("signature"));
    }
}
