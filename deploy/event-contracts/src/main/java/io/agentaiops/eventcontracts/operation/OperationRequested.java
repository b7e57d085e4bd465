package io.agentaiops.eventcontracts.operation;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;

/**
 * Please do this step of a procedure once. The service that owns the capability answers.
 *
 * @param operationId unique for each attempt at a step
 * @param runId the run of the procedure; operations of one run keep their order
 * @param capability a {@link io.agentaiops.eventcontracts.Capability} by name
 * @param arguments the step's {@code with:}
 * @param principal on whose behalf; {@code scheduler} when it was due
 * @param dryRun say what would be done, and change nothing
 * @param deadline an operation that has not ended by then counts as timed out
 */
public record OperationRequested(
        String operationId,
        String runId,
        String capability,
        Map<String, Object> arguments,
        String principal,
        boolean dryRun,
        Instant deadline)
        implements Event {

    public OperationRequested {
        Require.text(operationId, "operationId");
        Require.text(runId, "runId");
        Require.text(capability, "capability");
        arguments = Map.copyOf(arguments);
        Require.text(principal, "principal");
        requireNonNull(deadline, "deadline");
    }

    @Override
    public String key() {
        return runId;
    }
}
