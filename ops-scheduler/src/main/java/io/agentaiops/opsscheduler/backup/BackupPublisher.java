package io.agentaiops.opsscheduler.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the other services; within the caller's transaction. */
public interface BackupPublisher {

    /** Says that there has been no proven restore for too long, or, with an end, that there is one again. */
    void unproven(String description, Instant startsAt, @Nullable Instant endsAt);
}
