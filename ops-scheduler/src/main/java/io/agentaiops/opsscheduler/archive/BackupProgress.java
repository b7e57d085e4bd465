package io.agentaiops.opsscheduler.archive;

/** Is told how a backup or a restore goes on. */
public interface BackupProgress {

    /** Tells nobody. */
    BackupProgress SILENT = new BackupProgress() {
        @Override
        public void phase(String name, int parts) {}

        @Override
        public void written(Part part) {}
    };

    /**
     * Something new begins.
     *
     * @param name for people
     * @param parts how many are expected; 0 when nobody knows
     */
    void phase(String name, int parts);

    /** A part is done. */
    void written(Part part);
}
