package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Pace;
import io.agentaiops.opsscheduler.offsite.Bucket;
import io.agentaiops.opsscheduler.offsite.OffsiteConfig;
import io.agentaiops.opsscheduler.offsite.OffsiteStore;
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
 * Reads every copy in the bucket once a day and compares its checksums. A damaged or missing one is brought there anew
 * by {@link OffsiteCopies} as long as the backup is still here.
 */
@ApplicationScoped
class CopyInspection {

    private static final Logger LOG = Logger.getLogger(CopyInspection.class);

    private final BackupStore store;
    private final BackupSite site;
    private final BackupRecords records;
    private final OffsiteConfig config;
    private final Clock clock;

    CopyInspection(BackupStore store, BackupSite site, BackupRecords records, OffsiteConfig config, Clock clock) {
        this.store = store;
        this.site = site;
        this.records = records;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "{aiops.offsite.look-every}",
            delayed = "50s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Bucket.of(config).ifPresent(this::look);
    }

    void look(Bucket bucket) {
        Instant before = clock.instant().minus(config.checkEvery());
        List<Backup> due = store.copiesBefore(before);
        if (!due.isEmpty()) {
            try (OffsiteStore offsite = new OffsiteStore(bucket)) {
                Pace pace = Pace.ofMib(config.checkMibPerSecond());
                for (Backup backup : due) {
                    if (store.lookAtCopy(backup.id(), before, clock.instant())) {
                        inspect(backup, offsite, pace);
                    }
                }
            }
        }
        judge();
    }

    private void inspect(Backup backup, OffsiteStore offsite, Pace pace) {
        try {
            Optional<OffsiteStore.Copy> copy = offsite.list().stream()
                    .filter(one -> one.id().equals(backup.id()))
                    .findFirst();
            if (copy.isEmpty()) {
                store.copyLost(backup.id(), false, "the copy is no longer in the bucket");
                return;
            }
            List<String> damages = offsite.damages(copy.get(), site.key(), site.json(), pace);
            if (!damages.isEmpty()) {
                LOG.errorf("copy of a backup is damaged id=%s first=%s", backup.id(), damages.getFirst());
                store.copyLost(backup.id(), true, "damaged: " + damages.getFirst());
                records.audit(
                        "ops-scheduler",
                        "backup.inspect-copy",
                        backup.id(),
                        "failed",
                        Map.of("reason", damages.getFirst()));
            }
        } catch (IOException e) {
            LOG.warnf("copy of a backup not read, will be tried again id=%s reason=%s", backup.id(), e.getMessage());
            store.lookAtCopyAgain(backup.id());
        }
    }

    private void judge() {
        List<String> damaged = store.damagedCopies();
        records.alert(
                BackupAlert.COPY_DAMAGED,
                damaged.isEmpty() ? null : clock.instant(),
                damaged.isEmpty()
                        ? "No copy in the bucket is damaged"
                        : "Damaged: " + String.join(", ", damaged)
                                + "; what is still on the disk is brought there anew");
    }
}
