package io.agentaiops.opsscheduler.compliance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the other services; within the caller's transaction. */
public interface ControlPublisher {

    /** Says that a control held and holds no more, or, with an end, that it holds again. */
    void broken(String control, String title, String detail, Instant startsAt, @Nullable Instant endsAt);
}
