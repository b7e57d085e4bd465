package io.agentaiops.opsscheduler.retention;

import java.time.Instant;

/** Tells those who keep data of their own; within the caller's transaction. */
public interface HoldPublisher {

    /** Says that a hold was set, or, with an empty reason, lifted. */
    void changed(String dataClass, String reason, Instant at);
}
