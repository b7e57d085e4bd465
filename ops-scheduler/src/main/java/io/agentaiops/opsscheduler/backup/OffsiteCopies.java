package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.offsite.Bucket;
import io.agentaiops.opsscheduler.offsite.OffsiteConfig;
import io.agentaiops.opsscheduler.offsite.OffsiteStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sees to it that every proven backup has a copy in the bucket, newest first. A server that does not answer is asked
 * again in the next round, for as long as it takes; what it has already is not sent again.
 */
@ApplicationScoped
class OffsiteCopies {

    private static final Logger LOG = Logger.getLogger(OffsiteCopies.class);

    private final BackupStore store;
    private final BackupSite site;
    private final BackupRecords records;
    private final Generations generations;
    private final OffsiteConfig config;
    private volatile double age = Double.NaN;

    OffsiteCopies(
            BackupStore store, BackupSite site, BackupRecords records, Generations generations, OffsiteConfig config) {
        this.store = store;
        this.site = site;
        this.records = records;
        this.generations = generations;
        this.config = config;
    }

    void register(@Observes StartupEvent start, MeterRegistry registry) {
        Gauge.builder("aiops.ops.scheduler.backup.copy.age", this, copies -> copies.age)
                .baseUnit("seconds")
                .description("Age of the data of the newest copy in the bucket; NaN without a bucket or a copy")
                .register(registry);
    }

    @Scheduled(
            every = "{aiops.offsite.look-every}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        Bucket.of(config).ifPresent(bucket -> {
            copy(bucket);
            judge();
        });
    }

    /** Copies what has no copy, unless another replica is at it. */
    void copy(Bucket bucket) {
        BackupLock.take(site.database(), BackupLock.Right.COPY).ifPresent(lock -> {
            try (lock;
                    OffsiteStore offsite = new OffsiteStore(bucket)) {
                boolean reached = true;
                for (Backup backup : store.withoutCopy()) {
                    reached = reached && copy(backup, offsite);
                }
                if (reached && config.prune()) {
                    prune(offsite);
                }
            }
        });
    }

    /** False when the server is not to be asked for more now. */
    private boolean copy(Backup backup, OffsiteStore offsite) {
        Optional<Path> folder = site.find(backup.id());
        if (folder.isEmpty()) {
            return true;
        }
        try {
            long sent = offsite.upload(folder.get(), backup.tier(), backup.copyDamaged());
            store.copied(backup.id(), records.now(), "");
            records.audit("ops-scheduler", "backup.copy", backup.id(), "succeeded", Map.of("bytes", "" + sent));
            return true;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            LOG.warnf("backup not copied, will be tried again id=%s reason=%s", backup.id(), reason);
            if (store.copied(backup.id(), null, reason)) {
                records.audit("ops-scheduler", "backup.copy", backup.id(), "failed", Map.of("reason", reason));
            }
            return false;
        }
    }

    /** Copies beyond their generations go; never the newest of a tier, never one under a hold. */
    private void prune(OffsiteStore offsite) {
        try {
            List<OffsiteStore.Copy> copies = offsite.list();
            for (Tier tier : Tier.values()) {
                List<OffsiteStore.Copy> beyond = copies.stream()
                        .filter(copy -> copy.tier() == tier)
                        .skip(generations.of(tier))
                        .filter(copy -> store.find(copy.id())
                                // What is still good here keeps its copy, or it would be copied again.
                                .map(backup -> backup.hold().isEmpty() && backup.state() != BackupState.PROVEN)
                                .orElse(true))
                        .toList();
                for (OffsiteStore.Copy copy : beyond) {
                    offsite.delete(copy);
                    records.audit("ops-scheduler", "backup.drop-copy", copy.id(), "succeeded", Map.of());
                }
            }
        } catch (IOException e) {
            LOG.warnf("old copies of backups not deleted, will be tried again: %s", e.getMessage());
        }
    }

    private void judge() {
        Instant now = records.now();
        Optional<Instant> newest = store.newestCopy();
        age = newest.map(at -> (double) Duration.between(at, now).toSeconds()).orElse(Double.NaN);
        Optional<Instant> since = newest.or(store::firstBegun);
        boolean overdue =
                since.filter(at -> at.isBefore(now.minus(config.limit()))).isPresent();
        records.alert(
                BackupAlert.NOT_COPIED,
                overdue ? since.orElse(now) : null,
                "The newest copy holds data of " + newest.map(Instant::toString).orElse("never") + "; the limit is "
                        + config.limit());
    }
}
