package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Manifest;
import io.agentaiops.opsscheduler.archive.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table of backups. */
@ApplicationScoped
class BackupStore {

    private static final String INSERT = """
            insert into backup (id, tier, state, requested_by, started_at)
            values (:id, :tier, 'running', :by, :now) on conflict (id) do nothing""";

    /** One that lies on the disk and that this database, restored from an older one, does not know. */
    private static final String ADOPT = """
            insert into backup (id, tier, state, requested_by, started_at, snapshot_at, finished_at, bytes, row_count)
            values (:id, :tier, 'complete', 'found', :snapshotAt, :snapshotAt, :finishedAt, :bytes, :rows)
            on conflict (id) do update set state = 'complete', phase = '', looked_at = null, snapshot_at = excluded.snapshot_at,
                finished_at = excluded.finished_at, bytes = excluded.bytes, row_count = excluded.row_count
            where backup.state in ('running', 'dropped', 'archived')""";

    private static final String PROGRESS = """
            update backup set phase = :phase, parts_done = :done, parts_total = :total,
                bytes = coalesce(cast(:bytes as bigint), bytes)
            where id = :id""";

    private static final String COMPLETE = """
            update backup b set state = 'complete', phase = '', snapshot_at = :snapshotAt, finished_at = :now,
                bytes = :bytes, row_count = :rows,
                data_loss_ms = (select cast(extract(epoch from cast(:snapshotAt as timestamptz) - max(o.snapshot_at)) * 1000 as bigint)
                    from backup o where o.id <> b.id and o.snapshot_at < :snapshotAt and o.state <> 'failed')
            where id = :id""";

    private static final String JUDGED = """
            update backup set state = :state, phase = '', note = :note, looked_at = :now, restore_ms = coalesce(:restoreMs, restore_ms),
                proven_at = case when :state = 'proven' then :now else proven_at end
            where id = :id""";

    /** One that stays for the next try: what was proven remains so. */
    private static final String NOT_LOOKED = """
            update backup set phase = '', looked_at = :now, note = case when state = 'complete' then :note else note end
            where id = :id""";

    private static final String LOOK = """
            update backup set looked_at = :now
            where id = :id and state = :state and (looked_at is null or looked_at < :before)""";

    private static final String LOOK_AT_COPY = """
            update backup set copy_looked_at = :now
            where id = :id and (copied_at is not null or copy_damaged)
                and (copy_looked_at is null or copy_looked_at < :before)""";

    private final Jdbi jdbi;

    BackupStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes the beginning; false when there is one of that id. */
    boolean begin(String id, Tier tier, String by, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(INSERT)
                        .bind("id", id)
                        .bind("tier", tier.text())
                        .bind("by", by)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    void adopt(Manifest manifest) {
        jdbi.useHandle(handle -> handle.createUpdate(ADOPT)
                .bind("id", manifest.id())
                .bind("tier", manifest.tier().text())
                .bind("snapshotAt", manifest.snapshotAt())
                .bind("finishedAt", manifest.finishedAt())
                .bind("bytes", manifest.bytes())
                .bind("rows", manifest.rows())
                .execute());
    }

    /** Whoever was at work on these is dead. */
    int failRunning(String note) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        "update backup set state = 'failed', phase = '', note = :note where state = 'running'")
                .bind("note", note)
                .execute());
    }

    /** @param bytes null while it is only read */
    void progress(String id, String phase, int done, int total, @Nullable Long bytes) {
        jdbi.useHandle(handle -> handle.createUpdate(PROGRESS)
                .bind("id", id)
                .bind("phase", phase)
                .bind("done", done)
                .bind("total", total)
                .bind("bytes", bytes)
                .execute());
    }

    void complete(Manifest manifest, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(COMPLETE)
                .bind("id", manifest.id())
                .bind("snapshotAt", manifest.snapshotAt())
                .bind("now", now)
                .bind("bytes", manifest.bytes())
                .bind("rows", manifest.rows())
                .execute());
    }

    void judged(String id, BackupState state, String note, @Nullable Long restoreMs, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(JUDGED)
                .bind("id", id)
                .bind("state", state.text())
                .bind("note", note)
                .bind("restoreMs", restoreMs)
                .bind("now", now)
                .execute());
    }

    /** Notes why it could not be judged. */
    void notLooked(String id, String note, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(NOT_LOOKED)
                .bind("id", id)
                .bind("note", note)
                .bind("now", now)
                .execute());
    }

    /** Makes its checksums the caller's to compare; false when somebody has since then, or is about to. */
    boolean look(Backup backup, Instant before, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(LOOK)
                        .bind("id", backup.id())
                        .bind("state", backup.state().text())
                        .bind("before", before)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** The same of its copy. */
    boolean lookAtCopy(String id, Instant before, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(LOOK_AT_COPY)
                        .bind("id", id)
                        .bind("before", before)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** Has it looked at in the next round: this one did not come to an end. */
    void lookAgain(String id) {
        jdbi.useHandle(handle -> handle.createUpdate("update backup set looked_at = null where id = :id")
                .bind("id", id)
                .execute());
    }

    /** The same of its copy. */
    void lookAtCopyAgain(String id) {
        jdbi.useHandle(handle -> handle.createUpdate("update backup set copy_looked_at = null where id = :id")
                .bind("id", id)
                .execute());
    }

    /** Those with a copy that nobody looked at since then, newest first. */
    List<Backup> copiesBefore(Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from backup where (copied_at is not null or copy_damaged)
                            and (copy_looked_at is null or copy_looked_at < :before)
                        order by seq desc""")
                .bind("before", before)
                .map((row, context) -> backup(row))
                .list());
    }

    /** Those whose copy is not what was brought there. */
    List<String> damagedCopies() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id from backup where copy_damaged order by seq desc")
                        .mapTo(String.class)
                        .list());
    }

    /** There is no good copy any more: it is brought there anew when the backup is still here. */
    void copyLost(String id, boolean damaged, String note) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update backup set copied_at = null, copy_note = :note, copy_damaged = :damaged
                        where id = :id""")
                .bind("id", id)
                .bind("damaged", damaged)
                .bind("note", note)
                .execute());
    }

    void exported(String id, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("update backup set exported_at = :at where id = :id")
                .bind("id", id)
                .bind("at", at)
                .execute());
    }

    void hold(String id, String reason) {
        jdbi.useHandle(handle -> handle.createUpdate("update backup set hold = :reason where id = :id")
                .bind("id", id)
                .bind("reason", reason)
                .execute());
    }

    Optional<Backup> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from backup where id = :id")
                .bind("id", id)
                .map((row, context) -> backup(row))
                .findOne());
    }

    /** Newest first. */
    List<Backup> list(@Nullable Long before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select * from backup where (cast(:before as bigint) is null or seq < :before)
                        order by seq desc limit :limit""")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> backup(row))
                .list());
    }

    /** Those that lie on the disk, newest first. */
    List<Backup> present() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from backup where state in ('complete', 'proven', 'bad') order by snapshot_at desc, seq desc")
                .map((row, context) -> backup(row))
                .list());
    }

    Optional<Instant> lastProven() {
        return jdbi.withHandle(handle -> handle.createQuery("select max(proven_at) from backup where state = 'proven'")
                .mapTo(Instant.class)
                .findOne());
    }

    /** Since when there should have been a proven backup. */
    Optional<Instant> firstBegun() {
        return jdbi.withHandle(handle -> handle.createQuery("select min(started_at) from backup")
                .mapTo(Instant.class)
                .findOne());
    }

    /** Proven ones without a copy in the bucket, newest first. */
    List<Backup> withoutCopy() {
        return present().stream()
                .filter(backup -> backup.state() == BackupState.PROVEN && backup.copiedAt() == null)
                .toList();
    }

    /** Notes a copy, or, without a time, why there is none; tells whether that is news. */
    boolean copied(String id, @Nullable Instant at, String note) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update backup set copied_at = :at, copy_note = :note,
                                    copy_damaged = copy_damaged and cast(:at as timestamptz) is null,
                                    copy_looked_at = coalesce(cast(:at as timestamptz), copy_looked_at)
                                where id = :id and (copied_at is distinct from cast(:at as timestamptz) or copy_note <> :note)""")
                        .bind("id", id)
                        .bind("at", at)
                        .bind("note", note)
                        .execute())
                == 1;
    }

    /** Of when the data of the newest copy are. */
    Optional<Instant> newestCopy() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select max(snapshot_at) from backup where copied_at is not null")
                        .mapTo(Instant.class)
                        .findOne());
    }

    /** Notes that the alert is out since then, or over; tells whether that is news. */
    boolean alerting(BackupAlert alert, @Nullable Instant since) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update backup_watch set since = :since
                                where alert = :alert and (since is null) <> (cast(:since as timestamptz) is null)""")
                        .bind("alert", alert.label())
                        .bind("since", since)
                        .execute())
                == 1;
    }

    private static Backup backup(ResultSet row) throws SQLException {
        return new Backup(
                row.getString("id"),
                row.getLong("seq"),
                Tier.of(row.getString("tier")),
                BackupState.of(row.getString("state")),
                row.getString("phase"),
                row.getInt("parts_done"),
                row.getInt("parts_total"),
                row.getLong("bytes"),
                row.getLong("row_count"),
                row.getString("requested_by"),
                row.getTimestamp("started_at").toInstant(),
                instant(row, "snapshot_at"),
                instant(row, "finished_at"),
                instant(row, "proven_at"),
                row.getObject("restore_ms", Long.class),
                row.getObject("data_loss_ms", Long.class),
                instant(row, "looked_at"),
                instant(row, "exported_at"),
                instant(row, "copied_at"),
                row.getString("copy_note"),
                row.getBoolean("copy_damaged"),
                row.getString("note"),
                row.getString("hold"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
