package io.agentaiops.agentgateway.toolcall;

import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import java.time.Instant;
import java.util.List;

/** Asks tool-runner for calls; the package {@code messaging} says it. */
public interface ToolCallRequests {

    /** A call and the time by which it must have started. */
    record Asked(PlannedCall call, Instant deadline) {}

    /** Asks for the calls on behalf of the run; in the current transaction. */
    void request(Run run, List<Asked> calls);

    /** Calls the step's tool back: nobody waits for it any more. In the current transaction. */
    void callBack(Run run, Step step, String principal, String reason, Instant now);
}
