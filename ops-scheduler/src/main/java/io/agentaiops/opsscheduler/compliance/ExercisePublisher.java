package io.agentaiops.opsscheduler.compliance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the other services; within the caller's transaction. */
public interface ExercisePublisher {

    /** Reminds of an exercise that is planned, or, with an end, no more. */
    void planned(String id, String title, String description, Instant startsAt, @Nullable Instant endsAt);
}
