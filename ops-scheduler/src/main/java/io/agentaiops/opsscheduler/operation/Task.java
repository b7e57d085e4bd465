package io.agentaiops.opsscheduler.operation;

import io.agentaiops.eventcontracts.Capability;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An operation that was asked of this service.
 *
 * @param operationId the attempt at a step
 * @param runId the run of a procedure that it belongs to
 * @param deadline after it, the answer is of no use
 */
public record Task(
        UUID operationId,
        String runId,
        Capability capability,
        Map<String, Object> arguments,
        boolean dryRun,
        Instant deadline) {

    public Task {
        arguments = Map.copyOf(arguments);
    }
}
