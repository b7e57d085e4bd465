package io.agentaiops.opsscheduler.backup;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.archive.BackupFailed;
import io.agentaiops.opsscheduler.archive.DurableFiles;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.archive.VolumeSet;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is noted about backups, and which of them go. */
@ApplicationScoped
class BackupRecords {

    private final BackupStore store;
    private final BackupSite site;
    private final BackupConfig config;
    private final Audit audit;
    private final Clock clock;

    BackupRecords(BackupStore store, BackupSite site, BackupConfig config, Audit audit, Clock clock) {
        this.store = store;
        this.site = site;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** How many of a tier are kept. */
    int generations(Tier tier) {
        return new GenerationPolicy(config.generations()).generations(tier);
    }

    void audit(String actor, String action, String id, String outcome, Map<String, String> details) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(actor, action, id, outcome, details));
    }

    /** Drops what the generations allow to go. Renamed first, so that a kill leaves nothing that looks whole. */
    void dropSuperfluous() {
        for (Backup old : new GenerationPolicy(config.generations()).superfluous(store.present(), now())) {
            Optional<Path> folder = site.find(old.id());
            String archived = "";
            try {
                if (folder.isPresent()) {
                    archived = archive(old, folder.get());
                }
                if (folder.isPresent()) {
                    Path going = folder.get().resolveSibling(old.id() + ".part");
                    DurableFiles.publish(folder.get(), going);
                    DurableFiles.delete(going);
                }
            } catch (IOException e) {
                throw new BackupFailed("the old backup " + old.id() + " cannot be deleted: " + e.getMessage(), e);
            }
            store.judged(
                    old.id(),
                    archived.isEmpty() ? BackupState.DROPPED : BackupState.ARCHIVED,
                    "younger generations took its place" + archived,
                    null,
                    now());
            audit(
                    "ops-scheduler",
                    archived.isEmpty() ? "backup.drop" : "backup.archive",
                    old.id(),
                    "succeeded",
                    Map.of("tier", old.tier().text()));
        }
    }

    /** The set is whole when its index is there; one without was begun by a process that was killed. */
    private String archive(Backup old, Path folder) throws IOException {
        Optional<Path> target = config.archiveFolder();
        if (old.tier() != Tier.MONTHLY || old.state() == BackupState.BAD || target.isEmpty()) {
            return "";
        }
        if (!Files.exists(target.get().resolve(old.id() + ".index"))) {
            VolumeSet.write(folder, target.get(), config.archiveVolumeMib() << 20);
        }
        return "; archived as " + target.get().resolve(old.id() + ".index");
    }
}
