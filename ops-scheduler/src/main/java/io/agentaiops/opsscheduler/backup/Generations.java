package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.DurableFiles;
import io.agentaiops.opsscheduler.archive.Tier;
import io.agentaiops.opsscheduler.archive.VolumeSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What follows a proven backup: a monthly one is written as an offline set, and those that the generations allow to go
 * do. None of it makes the new backup a worse one: what does not succeed is told as an alert and tried again after the
 * next.
 */
@ApplicationScoped
class Generations {

    private static final Logger LOG = Logger.getLogger(Generations.class);

    private final BackupStore store;
    private final BackupSite site;
    private final BackupRecords records;
    private final BackupConfig config;

    Generations(BackupStore store, BackupSite site, BackupRecords records, BackupConfig config) {
        this.store = store;
        this.site = site;
        this.records = records;
        this.config = config;
    }

    /** How many of a tier are kept. */
    int of(Tier tier) {
        return policy().generations(tier);
    }

    /** Does what is to be done after that one was proven. */
    void clear(Backup proven) {
        List<String> faults = new ArrayList<>();
        tried("no offline set of " + proven.id(), faults, () -> export(proven));
        for (Backup old : policy().superfluous(store.present(), records.now())) {
            tried(old.id() + " is still there", faults, () -> drop(old));
        }
        Instant since = faults.isEmpty() ? null : records.now();
        records.alert(
                BackupAlert.NOT_CLEARED,
                since,
                faults.isEmpty() ? "Archived and deleted as it should be" : String.join("; ", faults));
    }

    /** Something that disks may refuse. */
    @FunctionalInterface
    private interface Act {
        void now() throws IOException;
    }

    private static void tried(String without, List<String> faults, Act act) {
        try {
            act.now();
        } catch (IOException | UncheckedIOException e) {
            LOG.errorf(e, "old backups not cleared away: %s", without);
            faults.add(without + ": " + e.getMessage());
        }
    }

    /** Renamed first, so that a kill leaves nothing that looks whole. */
    private void drop(Backup old) throws IOException {
        Optional<Path> folder = site.find(old.id());
        boolean archived = false;
        if (folder.isPresent()) {
            archived = old.state() != BackupState.BAD && export(old);
            Path going = folder.get().resolveSibling(old.id() + ".part");
            DurableFiles.publish(folder.get(), going);
            DurableFiles.delete(going);
        }
        store.judged(
                old.id(),
                archived ? BackupState.ARCHIVED : BackupState.DROPPED,
                "younger generations took its place"
                        + (archived ? "; archived as " + index(old).orElseThrow() : ""),
                null,
                records.now());
        records.audit(
                "ops-scheduler",
                archived ? "backup.archive" : "backup.drop",
                old.id(),
                "succeeded",
                Map.of("tier", old.tier().text()));
    }

    /**
     * Sees to it that there is an offline set of a monthly one, and says whether there is. One that was written and
     * read back counts when its medium is not here; what lies here must be whole, or is written again.
     */
    private boolean export(Backup backup) throws IOException {
        Optional<Path> index = index(backup);
        Optional<Path> folder = site.find(backup.id());
        if (index.isEmpty() || folder.isEmpty()) {
            return false;
        }
        boolean here = Files.exists(index.get());
        if (here ? VolumeSet.isWhole(index.get()) : backup.exportedAt() != null) {
            return true;
        }
        Files.deleteIfExists(index.get());
        VolumeSet.write(folder.get(), index.get().resolveSibling(""), config.archiveVolumeMib() << 20);
        store.exported(backup.id(), records.now());
        records.audit("ops-scheduler", "backup.export", backup.id(), "succeeded", Map.of("index", "" + index.get()));
        return true;
    }

    private Optional<Path> index(Backup backup) {
        return backup.tier() == Tier.MONTHLY
                ? config.archiveFolder().map(folder -> folder.resolve(backup.id() + ".index"))
                : Optional.empty();
    }

    private GenerationPolicy policy() {
        return new GenerationPolicy(config.generations());
    }
}
