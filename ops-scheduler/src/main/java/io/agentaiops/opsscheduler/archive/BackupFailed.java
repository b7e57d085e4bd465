package io.agentaiops.opsscheduler.archive;

/** A backup could not be made, proven or restored; the message is for people. */
public final class BackupFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BackupFailed(String message, Throwable cause) {
        super(message, cause);
    }

    public BackupFailed(String message) {
        super(message);
    }
}
