package io.agentaiops.eventcontracts.query;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;

/**
 * New events of a run can be read from the gateway's database. Carries no content: it wakes the replicas whose clients
 * follow the run.
 *
 * @param runId the run
 * @param sequence the highest sequence number that can be read
 */
public record RunProgressed(String runId, long sequence) implements Event {

    public RunProgressed {
        Require.text(runId, "runId");
        Require.notNegative(sequence, "sequence");
    }

    @Override
    public String key() {
        return runId;
    }
}
