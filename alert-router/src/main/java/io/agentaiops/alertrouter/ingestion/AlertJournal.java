package io.agentaiops.alertrouter.ingestion;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.agentaiops.alertrouter.alert.Alert;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
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
    private final ObjectWriter writer;
    private final ObjectReader reader;

    AlertJournal(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        TypeReference<List<Alert>> type = new TypeReference<>() {};
        this.writer = json.writerFor(type);
        this.reader = json.readerFor(type);
    }

    void append(Collection<Alert> alerts, Instant now) {
        byte[] body = deflated(List.copyOf(alerts));
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into alert_journal (received_at, alerts, body) values (:now, :alerts, :body)")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("alerts", alerts.size())
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
                .map((row, context) -> new Batch(row.getLong(1), inflated(row.getBytes(2))))
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

    private byte[] deflated(List<Alert> alerts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(alerts.size() * 64);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 8_192)) {
            writer.writeValue(out, alerts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private List<Alert> inflated(byte[] body) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(body))) {
            return reader.readValue(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
