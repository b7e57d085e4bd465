package io.agentaiops.opsscheduler.operation;

import java.time.Duration;
import java.time.Instant;

/** Says what came of a task, in the caller's transaction. */
public interface TaskPublisher {

    /** The task ended. */
    void completed(Task task, Finding finding, Duration took, Instant at);
}
