package io.agentaiops.agentgateway.toolcall;

import io.agentaiops.agentgateway.run.Run;
import java.time.Instant;

/** Asks tool-runner for calls; the package {@code messaging} says it. */
public interface ToolCallRequests {

    /** Asks for the call on behalf of the run; in the current transaction. */
    void request(Run run, PlannedCall call, Instant deadline);
}
