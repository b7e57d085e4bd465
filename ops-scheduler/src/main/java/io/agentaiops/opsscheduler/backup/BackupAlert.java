package io.agentaiops.opsscheduler.backup;

/** What can be wrong about the backups as a whole. */
public enum BackupAlert {
    /** Nobody knows whether a restore would work. */
    NOT_PROVEN("BackupNotProven", "critical", "No backup has been proven for too long"),
    /** A fire would take the backups along with the data. */
    NOT_COPIED("BackupNotCopied", "warning", "No backup was copied to the bucket for too long"),
    /** What was good once has rotted, or somebody changed it. */
    DAMAGED("BackupDamaged", "critical", "A backup on the disk is damaged"),
    /** The same in the bucket. */
    COPY_DAMAGED("BackupCopyDamaged", "warning", "A copy of a backup in the bucket is damaged"),
    /** Old ones stay and fill the disk, or the offline set is missing. */
    NOT_CLEARED("BackupNotCleared", "warning", "Old backups could not be archived or deleted");

    private final String label;
    private final String severity;
    private final String summary;

    BackupAlert(String label, String severity, String summary) {
        this.label = label;
        this.severity = severity;
        this.summary = summary;
    }

    /** Its name as an alert. */
    public String label() {
        return label;
    }

    public String severity() {
        return severity;
    }

    public String summary() {
        return summary;
    }
}
