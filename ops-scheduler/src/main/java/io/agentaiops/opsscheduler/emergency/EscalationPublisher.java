package io.agentaiops.opsscheduler.emergency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls people; within the caller's transaction. */
public interface EscalationPublisher {

    /**
     * Says that the runbook has not helped and whom that concerns now.
     *
     * @param who such as {@code level-2}
     * @param endsAt when it is over; null while it is not
     */
    void unresolved(String procedureId, String runId, String who, Instant startsAt, @Nullable Instant endsAt);
}
