package io.agentaiops.opsscheduler.backup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an eye on the age of the last proven restore, as the metric {@code aiops_ops_scheduler_backup_proof_age_seconds}
 * and as an alert; proves what was made and not proven, and takes up what lies on the disk and is not in the table.
 */
@ApplicationScoped
class BackupWatch {

    private final Backups backups;
    private final BackupStore store;
    private final BackupSite site;
    private final BackupConfig config;
    private final BackupRecords records;
    private final Clock clock;
    private volatile double age = Double.NaN;
    private volatile double restore = Double.NaN;
    private volatile double loss = Double.NaN;

    BackupWatch(
            Backups backups,
            BackupStore store,
            BackupSite site,
            BackupConfig config,
            BackupRecords records,
            Clock clock) {
        this.backups = backups;
        this.store = store;
        this.site = site;
        this.config = config;
        this.records = records;
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
        site.adopt(store);
    }

    @Scheduled(
            every = "{aiops.backup.prove-every}",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        store.present().stream()
                .filter(backup -> backup.state() == BackupState.COMPLETE && isDue(backup))
                .findFirst()
                .ifPresent(backup -> backups.verify(backup.id(), "ops-scheduler"));
        judge();
    }

    /** What hindered a proof may last: it is not tried again in each round. */
    private boolean isDue(Backup backup) {
        Instant looked = backup.lookedAt();
        return looked == null || looked.isBefore(clock.instant().minus(config.retryProofAfter()));
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
        records.alert(
                BackupAlert.NOT_PROVEN,
                overdue ? since.orElse(now) : null,
                "The last proven restore was " + proven.map(Instant::toString).orElse("never") + "; the limit is "
                        + config.proofLimit());
    }
}
