package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Alerts that are accepted and not yet applied, in PostgreSQL: one row for what came together, so that a storm costs one
 * narrow write and one commit for hundreds of alerts.
 */
@ApplicationScoped
class AlertJournal {

    /** Any number that no other lock of the schema has. */
    private static final int FOLD_LOCK = 41;

    /**
     * A row.
     *
     * @param seq its place in the order of arrival
     * @param alerts what it holds
     */
    record Batch(long seq, List<Alert> alerts) {}

    private final Jdbi jdbi;
    private final JournalForm form;

    AlertJournal(Jdbi jdbi, JournalForm form) {
        this.jdbi = jdbi;
        this.form = form;
    }

    void append(Collection<Arrival> arrivals, Instant now) {
        byte[] body = form.write(arrivals);
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into alert_journal (received_at, alerts, body) values (:now, :alerts, :body)")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("alerts", arrivals.stream().mapToInt(Arrival::alerts).sum())
                .bind("body", body)
                .execute());
    }

    /** Whether this transaction may fold: one replica does at a time, so that alerts are applied in order. */
    boolean mayFold() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select pg_try_advisory_xact_lock(hashtext('journal ' || current_schema()), :lock)")
                .bind("lock", FOLD_LOCK)
                .mapTo(Boolean.class)
                .one());
    }

    /** The oldest rows that hold about that many alerts together; at least one row if there is any. */
    List<Batch> oldest(int alerts) {
        List<Batch> batches = new ArrayList<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select seq, body from (
                            select seq, body, sum(alerts) over (order by seq) - alerts as before
                            from (select * from alert_journal order by seq limit 1000) oldest) counted
                        where before < :alerts order by seq
                        """)
                .bind("alerts", alerts)
                .map((row, context) -> new Batch(row.getLong(1), form.read(row.getBytes(2))))
                .forEach(batches::add));
        return batches;
    }

    void delete(List<Batch> batches) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from alert_journal where seq = any(:seqs)")
                .bindArray("seqs", Long.class, batches.stream().map(Batch::seq).toList())
                .execute());
    }

    /** How many alerts wait. */
    long depth() {
        return jdbi.withHandle(handle -> handle.createQuery("select coalesce(sum(alerts), 0) from alert_journal")
                .mapTo(Long.class)
                .one());
    }
}
