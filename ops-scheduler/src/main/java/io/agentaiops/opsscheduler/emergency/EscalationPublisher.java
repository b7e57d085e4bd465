package io.agentaiops.opsscheduler.emergency;

import io.agentaiops.opsscheduler.procedure.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls people; within the caller's transaction. */
public interface EscalationPublisher {

    /**
     * A runbook that has not helped.
     *
     * @param severity of the emergency
     * @param startsAt when its alert began to fire
     */
    record Unresolved(String procedureId, String runId, Severity severity, Instant startsAt) {}

    /**
     * Says whom that concerns now.
     *
     * @param who such as {@code level-2}
     * @param endsAt when it is over; null while it is not
     */
    void unresolved(Unresolved emergency, String who, @Nullable Instant endsAt);
}
