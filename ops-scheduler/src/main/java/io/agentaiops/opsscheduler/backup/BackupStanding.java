package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.offsite.OffsiteConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be said of the backups, for those who must be sure of them. */
@ApplicationScoped
public class BackupStanding {

    private final BackupStore store;
    private final BackupSite site;
    private final OffsiteConfig offsite;

    BackupStanding(BackupStore store, BackupSite site, OffsiteConfig offsite) {
        this.store = store;
        this.site = site;
        this.offsite = offsite;
    }

    /** The newest one that was restored and found equal. */
    public Optional<Backup> newestProven() {
        return store.present().stream()
                .filter(backup -> backup.state() == BackupState.PROVEN)
                .findFirst();
    }

    /** When a backup was last proven. */
    public Optional<Instant> lastProven() {
        return store.lastProven();
    }

    /** All that were ever begun, newest first, so many at most. */
    public List<Backup> newest(int limit) {
        return store.list(null, limit);
    }

    /** Whether copies go anywhere. */
    public boolean hasBucket() {
        return offsite.bucket().isPresent();
    }

    /** Of when the data of the newest copy are. */
    public Optional<Instant> newestCopy() {
        return store.newestCopy();
    }

    /**
     * Names the key by which that backup opens, after its manifest was found to be ours.
     *
     * @throws IOException when it does not open
     */
    public String keyOf(Backup backup) throws IOException {
        return site.open(backup.id()).manifest().keyId();
    }
}
