package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.BackupKey;
import io.agentaiops.opsscheduler.archive.ErasureList;
import io.agentaiops.opsscheduler.offsite.Bucket;
import io.agentaiops.opsscheduler.offsite.OffsiteConfig;
import io.agentaiops.opsscheduler.offsite.OffsiteStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Remembers who was erased, here and wherever copies of backups go: a restore from there must erase them again. */
@ApplicationScoped
public class ErasureLog {

    private static final Logger LOG = Logger.getLogger(ErasureLog.class);

    private final BackupConfig config;
    private final BackupSite site;
    private final OffsiteConfig offsite;
    private final ErasureList list;
    private List<String> inBucket = List.of();
    private List<String> inArchive = List.of();

    ErasureLog(BackupConfig config, BackupSite site, OffsiteConfig offsite) {
        this.config = config;
        this.site = site;
        this.offsite = offsite;
        this.list = new ErasureList(config.folder());
    }

    /** Puts it down on the disk; a repetition changes nothing. */
    public void remember(String principal, Instant erasedAt) throws IOException {
        list.add(List.of(site.json()
                .createObjectNode()
                .put("principal", principal)
                .put("erasedAt", erasedAt.toString())
                .toString()));
    }

    @Scheduled(
            every = "{aiops.offsite.look-every}",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void carry() {
        Bucket.of(offsite).ifPresent(this::carry);
        Optional<Path> archive = config.archiveFolder().filter(Files::isDirectory);
        try {
            if (archive.isPresent() && !list.lines().equals(inArchive)) {
                list.meet(archive.get(), site.key());
                inArchive = list.lines();
            }
        } catch (IOException e) {
            LOG.warnf("list of erasures not written beside the offline sets, tried again: %s", e.getMessage());
        }
    }

    /** Both sides get what they lack: a new machine learns from the bucket, and none makes it forget. */
    void carry(Bucket bucket) {
        try {
            if (list.lines().equals(inBucket)) {
                return;
            }
            BackupKey key = site.key();
            try (OffsiteStore store = new OffsiteStore(bucket)) {
                Optional<byte[]> sealed = store.read(ErasureList.sealedName(key));
                Set<String> there =
                        new LinkedHashSet<>(sealed.isPresent() ? ErasureList.open(sealed.get(), key) : List.of());
                list.add(there);
                if (there.addAll(list.lines())) {
                    store.write(ErasureList.sealedName(key), ErasureList.seal(there, key));
                }
            }
            inBucket = list.lines();
        } catch (IOException e) {
            LOG.warnf("list of erasures not carried to the bucket, tried again: %s", e.getMessage());
        }
    }
}
