package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.restore.Proof;
import io.agentaiops.opsscheduler.restore.ScratchProof;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
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

    private final BackupStore store;
    private final BackupMaker maker;
    private final BackupSite site;
    private final ScratchProof proof;
    private final BackupRecords records;
    private final Generations generations;

    Backups(
            BackupStore store,
            BackupMaker maker,
            BackupSite site,
            ScratchProof proof,
            BackupRecords records,
            Generations generations) {
        this.store = store;
        this.maker = maker;
        this.site = site;
        this.proof = proof;
        this.records = records;
        this.generations = generations;
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

    /** Proves one again; empty when somebody is at work on backups already, or there is nothing of it to prove. */
    Optional<Proof> verify(String id, String by) {
        return BackupLock.take(site.database()).flatMap(lock -> {
            try (lock) {
                return store.find(id).filter(backup -> backup.state().isHere()).map(backup -> prove(id, by));
            }
        });
    }

    /** The holder of the lock knows that nobody else works: what still says so is of a process that was killed. */
    private void tidy() {
        site.adopt(store);
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

    /** Only what was not made has failed; one that is there and could not be looked at or cleared up after is none. */
    private void work(String id, Tier tier, String by, BackupLock lock) {
        try (lock) {
            if (isMade(id, tier, by) && prove(id, by).good()) {
                generations.clear(store.find(id).orElseThrow());
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "work after a backup was made broken off id=%s", id);
        }
    }

    private boolean isMade(String id, Tier tier, String by) {
        try {
            Archive archive = maker.make(id, tier, Progress.ofMaking(store, id));
            store.complete(archive.manifest(), records.now());
            records.audit(
                    by,
                    "backup.create",
                    id,
                    "succeeded",
                    Map.of("bytes", "" + archive.manifest().bytes()));
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(e, "backup failed id=%s", id);
            if (site.find(id).isEmpty()) {
                store.judged(id, BackupState.FAILED, String.valueOf(e.getMessage()), null, records.now());
                records.audit(by, "backup.create", id, "failed", Map.of("reason", String.valueOf(e.getMessage())));
            }
            return false;
        }
    }

    private Proof prove(String id, String by) {
        Proof found = look(id);
        if (!found.hindrance().isEmpty()) {
            LOG.warnf("backup could not be looked at, will be tried again id=%s reason=%s", id, found.hindrance());
            store.notLooked(id, "could not be looked at: " + found.hindrance(), records.now());
            return found;
        }
        if (found.good()) {
            store.judged(
                    id,
                    BackupState.PROVEN,
                    String.join("; ", found.checks()),
                    found.restore().toMillis(),
                    records.now());
        } else {
            records.bad(id, found.faults());
        }
        records.audit(
                by, "backup.verify", id, found.good() ? "succeeded" : "failed", Map.of("rows", "" + found.rows()));
        return found;
    }

    private Proof look(String id) {
        try {
            site.key();
        } catch (IOException e) {
            return Proof.hindered(String.valueOf(e.getMessage()));
        }
        try {
            return proof.prove(site.open(id), site.database(), Progress.ofProving(store, id));
        } catch (IOException e) {
            return new Proof(List.of(String.valueOf(e.getMessage())), List.of(), "", 0, Duration.ZERO);
        }
    }
}
