package io.agentaiops.opsscheduler.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Signed heads of the chain, and where the chain begins after a purge. */
@ApplicationScoped
class AuditHeadStore {

    /** What the oldest entry follows. */
    record Beginning(long seq, String hash) {}

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

    Beginning beginning() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select last_seq, last_hash from purge_certificate
                        where class = 'audit' and last_seq is not null order by last_seq desc limit 1""")
                .map((row, context) -> new Beginning(row.getLong("last_seq"), row.getString("last_hash")))
                .findOne()
                .orElse(new Beginning(0, AuditEntry.GENESIS)));
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
