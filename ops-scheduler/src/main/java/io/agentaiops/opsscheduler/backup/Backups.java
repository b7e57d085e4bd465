package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.restore.Proof;
import io.agentaiops.opsscheduler.restore.ScratchProof;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes a backup, proves it, and lets older generations go, in this order: nothing is dropped before the new one is
 * known to be good. One at a time across all replicas.
 */
@ApplicationScoped
public class Backups {

    private static final Logger LOG = Logger.getLogger(Backups.class);
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int MOST_FAULTS = 20;

    private final BackupStore store;
    private final BackupMaker maker;
    private final BackupSite site;
    private final ScratchProof proof;
    private final BackupRecords records;

    Backups(BackupStore store, BackupMaker maker, BackupSite site, ScratchProof proof, BackupRecords records) {
        this.store = store;
        this.maker = maker;
        this.site = site;
        this.proof = proof;
        this.records = records;
    }

    /** Begins one in the background; empty when somebody is at work on backups already. */
    Optional<String> start(Tier tier, String by) {
        return BackupLock.take(site.database()).map(lock -> {
            String id = begin(tier, by, lock);
            Thread.ofVirtual().name("backup-" + id).start(() -> work(id, tier, by, lock));
            return id;
        });
    }

    /** Makes one now and says what came of it; empty when somebody is at work on backups already. */
    Optional<Backup> create(Tier tier, String by) {
        return BackupLock.take(site.database()).map(lock -> {
            String id = begin(tier, by, lock);
            work(id, tier, by, lock);
            return store.find(id).orElseThrow();
        });
    }

    /** Proves one again; empty when somebody is at work on backups already. */
    Optional<Proof> verify(String id, String by) {
        return BackupLock.take(site.database()).map(lock -> {
            try (lock) {
                return prove(id, by);
            }
        });
    }

    /** The holder of the lock knows that nobody else works: what still says so is of a process that was killed. */
    private void tidy() {
        int dead = store.failRunning("interrupted: the process that made it ended");
        if (dead > 0) {
            LOG.warnf("backups that were interrupted count=%d", dead);
        }
    }

    private String begin(Tier tier, String by, BackupLock lock) {
        try {
            tidy();
            String wished = tier.text() + "-" + ID.format(records.now());
            String id = wished;
            for (int i = 2; site.find(id).isPresent() || !store.begin(id, tier, by, records.now()); i++) {
                id = wished + "-" + i;
            }
            return id;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void work(String id, Tier tier, String by, BackupLock lock) {
        try (lock) {
            Archive archive = maker.make(id, tier, new Progress(store, id));
            store.complete(archive.manifest(), records.now());
            records.audit(
                    by,
                    "backup.create",
                    id,
                    "succeeded",
                    Map.of("bytes", "" + archive.manifest().bytes()));
            if (prove(id, by).good()) {
                records.dropSuperfluous();
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "backup failed id=%s", id);
            store.judged(id, BackupState.FAILED, String.valueOf(e.getMessage()), null, records.now());
            records.audit(by, "backup.create", id, "failed", Map.of("reason", String.valueOf(e.getMessage())));
        }
    }

    private Proof prove(String id, String by) {
        Proof found;
        try {
            found = proof.prove(site.open(id), site.database(), new Progress(store, id));
        } catch (IOException e) {
            found = new Proof(List.of(String.valueOf(e.getMessage())), List.of(), 0, Duration.ZERO);
        }
        Instant now = records.now();
        if (found.good()) {
            store.judged(
                    id,
                    BackupState.PROVEN,
                    String.join("; ", found.checks()),
                    found.restore().toMillis(),
                    now);
        } else {
            LOG.errorf(
                    "backup is bad id=%s faults=%d first=%s",
                    id, found.faults().size(), found.faults().getFirst());
            String note = String.join(
                    "; ",
                    found.faults()
                            .subList(0, Math.min(MOST_FAULTS, found.faults().size())));
            store.judged(id, BackupState.BAD, note, null, now);
        }
        records.audit(
                by, "backup.verify", id, found.good() ? "succeeded" : "failed", Map.of("rows", "" + found.rows()));
        return found;
    }
}
