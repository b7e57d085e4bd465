package io.agentaiops.agentgateway.toolcall;

import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import java.time.Instant;

/** Asks tool-runner for calls; the package {@code messaging} says it. */
public interface ToolCallRequests {

    /** Asks for the call on behalf of the run; in the current transaction. */
    void request(Run run, PlannedCall call, Instant deadline);

    /** Calls the step's tool back: nobody waits for it any more. In the current transaction. */
    void callBack(Run run, Step step, String principal, String reason, Instant now);
}
