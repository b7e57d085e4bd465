package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Archive;
import io.agentaiops.opsscheduler.archive.Pace;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Compares the checksums of every backup on the disk once a day, so that none is found to have rotted on the day it is
 * needed. It reads slowly and holds no lock meanwhile: nobody waits for it. What it finds is looked at once more by
 * whoever has the right to work on backups, for one that is being deleted looks like a damaged one.
 */
@ApplicationScoped
class BackupInspection {

    private static final Logger LOG = Logger.getLogger(BackupInspection.class);

    private final BackupStore store;
    private final BackupSite site;
    private final BackupRecords records;
    private final BackupConfig config;
    private final Clock clock;

    BackupInspection(BackupStore store, BackupSite site, BackupRecords records, BackupConfig config, Clock clock) {
        this.store = store;
        this.site = site;
        this.records = records;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "{aiops.backup.prove-every}",
            delayed = "45s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Pace pace = Pace.ofMib(config.checkMibPerSecond());
        for (Backup backup : store.present()) {
            Instant now = clock.instant();
            // One that nobody has proven yet is not judged here.
            if (backup.state() != BackupState.COMPLETE && store.look(backup, now.minus(config.checkEvery()), now)) {
                inspect(backup, pace);
            }
        }
        List<String> bad = store.present().stream()
                .filter(backup -> backup.state() == BackupState.BAD)
                .map(backup -> backup.id() + ": " + backup.note())
                .toList();
        records.alert(
                BackupAlert.DAMAGED,
                bad.isEmpty() ? null : clock.instant(),
                bad.isEmpty() ? "No backup on the disk is damaged" : String.join("; ", bad));
    }

    private void inspect(Backup backup, Pace pace) {
        try {
            if (backup.state() == BackupState.BAD) {
                forgetIfGone(backup);
            } else if (!damages(backup.id(), pace).isEmpty()) {
                confirm(backup);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "checksums of a backup not compared, will be tried again tomorrow id=%s", backup.id());
        }
    }

    private void confirm(Backup backup) throws IOException {
        Optional<BackupLock> right = BackupLock.take(site.database());
        if (right.isEmpty()) {
            store.lookAgain(backup.id());
            return;
        }
        try (BackupLock lock = right.get()) {
            boolean still = store.find(backup.id())
                    .filter(now -> now.state() == BackupState.PROVEN)
                    .isPresent();
            List<String> damages = still ? damages(backup.id(), Pace.FREE) : List.of();
            if (!damages.isEmpty()) {
                records.bad(backup.id(), damages);
                records.audit(
                        "ops-scheduler", "backup.inspect", backup.id(), "failed", Map.of("reason", damages.getFirst()));
            }
        }
    }

    /** Somebody looked at it and took it away. */
    private void forgetIfGone(Backup backup) {
        if (site.find(backup.id()).isEmpty()) {
            store.judged(backup.id(), BackupState.DROPPED, "was bad, and was taken away", null, clock.instant());
        }
    }

    /** @throws IOException when the key is not there, which says nothing about the backup */
    private List<String> damages(String id, Pace pace) throws IOException {
        site.key();
        if (site.find(id).isEmpty()) {
            return List.of("its folder is gone");
        }
        Archive archive;
        try {
            archive = site.open(id);
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        return archive.damages(pace);
    }
}
