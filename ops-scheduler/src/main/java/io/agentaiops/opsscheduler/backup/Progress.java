package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.Part;
import java.time.Duration;

/** Writes progress into the table of backups, at most twice a second. */
final class Progress implements BackupProgress {

    private static final long APART = Duration.ofMillis(500).toNanos();

    private final BackupStore store;
    private final String id;
    private String phase = "";
    private int done;
    private int total;
    private long bytes;
    private long toldAt;

    Progress(BackupStore store, String id) {
        this.store = store;
        this.id = id;
    }

    @Override
    public void phase(String name, int parts) {
        phase = name;
        done = 0;
        total = parts;
        tell();
    }

    @Override
    public void written(Part part) {
        done++;
        bytes += part.bytes();
        if (System.nanoTime() - toldAt > APART) {
            tell();
        }
    }

    private void tell() {
        store.progress(id, phase, done, total, bytes);
        toldAt = System.nanoTime();
    }
}
