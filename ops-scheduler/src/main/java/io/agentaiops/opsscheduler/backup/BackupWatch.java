package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.Archive;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an eye on the age of the last proven restore, as the metric {@code aiops_ops_scheduler_backup_proof_age_seconds}
 * and as an alert; proves what was made and not proven, and takes up what lies on the disk and is not in the table.
 */
@ApplicationScoped
class BackupWatch {

    private static final Logger LOG = Logger.getLogger(BackupWatch.class);

    private final Backups backups;
    private final BackupStore store;
    private final BackupSite site;
    private final BackupConfig config;
    private final BackupPublisher publisher;
    private final Clock clock;
    private volatile double age = Double.NaN;
    private volatile double restore = Double.NaN;
    private volatile double loss = Double.NaN;

    BackupWatch(
            Backups backups,
            BackupStore store,
            BackupSite site,
            BackupConfig config,
            BackupPublisher publisher,
            Clock clock) {
        this.backups = backups;
        this.store = store;
        this.site = site;
        this.config = config;
        this.publisher = publisher;
        this.clock = clock;
    }

    void register(@Observes StartupEvent start, MeterRegistry registry) {
        Gauge.builder("aiops.ops.scheduler.backup.proof.age", this, watch -> watch.age)
                .baseUnit("seconds")
                .description("Time since a backup was last restored and found equal; NaN before the first")
                .register(registry);
        Gauge.builder("aiops.ops.scheduler.backup.restore.time", this, watch -> watch.restore)
                .baseUnit("seconds")
                .description("How long the last proven restore took: the measured recovery time; NaN before the first")
                .register(registry);
        Gauge.builder("aiops.ops.scheduler.backup.data.loss", this, watch -> watch.loss)
                .baseUnit("seconds")
                .description("Time between the newest backup and the one before: the measured recovery point")
                .register(registry);
        adopt();
    }

    @Scheduled(
            every = "{aiops.backup.prove-every}",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        store.present().stream()
                .filter(backup -> backup.state() == BackupState.COMPLETE)
                .findFirst()
                .ifPresent(backup -> backups.verify(backup.id(), "ops-scheduler"));
        judge();
    }

    /** After a restore of the database the table is older than the disk. */
    private void adopt() {
        try {
            for (Path folder : site.finished()) {
                String id = folder.getFileName().toString();
                Optional<Backup> known = store.find(id);
                if (known.isEmpty() || known.get().state() == BackupState.RUNNING) {
                    store.adopt(Archive.open(folder, site.key(), site.json()).manifest());
                }
            }
        } catch (IOException e) {
            LOG.warnf("a backup on the disk cannot be read: %s", e.getMessage());
        }
    }

    private void measured() {
        store.present().stream()
                .filter(backup -> backup.state() == BackupState.PROVEN)
                .findFirst()
                .ifPresent(newest -> {
                    restore = seconds(newest.restoreMs());
                    loss = seconds(newest.dataLossMs());
                });
    }

    private static double seconds(@Nullable Long millis) {
        return millis == null ? Double.NaN : millis / 1000.0;
    }

    private void judge() {
        Instant now = clock.instant();
        Optional<Instant> proven = store.lastProven();
        age = proven.map(at -> (double) Duration.between(at, now).toSeconds()).orElse(Double.NaN);
        measured();
        Optional<Instant> since = proven.or(store::firstBegun);
        boolean overdue =
                since.filter(at -> at.isBefore(now.minus(config.proofLimit()))).isPresent();
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.alerting(BackupAlert.NOT_PROVEN, overdue ? now : null)) {
                publisher.tell(
                        BackupAlert.NOT_PROVEN,
                        "The last proven restore was "
                                + proven.map(Instant::toString).orElse("never") + "; the limit is "
                                + config.proofLimit(),
                        since.orElse(now),
                        overdue ? null : now);
            }
        });
    }
}
