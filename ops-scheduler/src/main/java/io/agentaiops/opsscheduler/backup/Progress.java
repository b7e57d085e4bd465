package io.agentaiops.opsscheduler.backup;

import io.agentaiops.opsscheduler.archive.BackupProgress;
import io.agentaiops.opsscheduler.archive.Part;
import java.time.Duration;

/** Writes progress into the table of backups, at most twice a second. */
final class Progress implements BackupProgress {

    private static final long APART = Duration.ofMillis(500).toNanos();

    private final BackupStore store;
    private final String id;
    private final boolean making;
    private String phase = "";
    private int done;
    private int total;
    private long bytes;
    private long toldAt;

    private Progress(BackupStore store, String id, boolean making) {
        this.store = store;
        this.id = id;
        this.making = making;
    }

    /** Of a backup that grows. */
    static Progress ofMaking(BackupStore store, String id) {
        return new Progress(store, id, true);
    }

    /** Of one that is only read: its size is known. */
    static Progress ofProving(BackupStore store, String id) {
        return new Progress(store, id, false);
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
        store.progress(id, phase, done, total, making ? Long.valueOf(bytes) : null);
        toldAt = System.nanoTime();
    }
}
