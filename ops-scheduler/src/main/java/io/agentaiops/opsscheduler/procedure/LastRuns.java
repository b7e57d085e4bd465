package io.agentaiops.opsscheduler.procedure;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** What is known of the newest run of each procedure. */
public interface LastRuns {

    /**
     * The newest run.
     *
     * @param state its state now
     * @param at when it was asked for
     */
    record LastRun(UUID runId, String state, Instant at) {}

    /** By procedure id; procedures that never ran are not in it, and dry runs do not count. */
    Map<String, LastRun> lastRuns(Collection<String> procedureIds);
}
