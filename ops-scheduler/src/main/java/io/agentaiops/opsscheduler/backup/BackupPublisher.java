package io.agentaiops.opsscheduler.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the other services; within the caller's transaction. */
public interface BackupPublisher {

    /** Says that something about the backups is wrong, or, with an end, that it is right again. */
    void tell(BackupAlert alert, String description, Instant startsAt, @Nullable Instant endsAt);
}
