package io.agentaiops.opsscheduler.backup;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.opsscheduler.archive.BackupFailed;
import io.agentaiops.opsscheduler.archive.DurableFiles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
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

    void audit(String actor, String action, String id, String outcome, Map<String, String> details) {
        QuarkusTransaction.requiringNew().run(() -> audit.record(actor, action, id, outcome, details));
    }

    /** Drops what the generations allow to go. Renamed first, so that a kill leaves nothing that looks whole. */
    void dropSuperfluous() {
        for (Backup old : new GenerationPolicy(config.generations()).superfluous(store.present())) {
            Optional<Path> folder = site.find(old.id());
            try {
                if (folder.isPresent()) {
                    Path going = folder.get().resolveSibling(old.id() + ".part");
                    DurableFiles.publish(folder.get(), going);
                    DurableFiles.delete(going);
                }
            } catch (IOException e) {
                throw new BackupFailed("the old backup " + old.id() + " cannot be deleted: " + e.getMessage(), e);
            }
            store.judged(old.id(), BackupState.DROPPED, "younger generations took its place", null, now());
            audit(
                    "ops-scheduler",
                    "backup.drop",
                    old.id(),
                    "succeeded",
                    Map.of("tier", old.tier().text()));
        }
    }
}
