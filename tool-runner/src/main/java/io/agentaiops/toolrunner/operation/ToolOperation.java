package io.agentaiops.toolrunner.operation;

import java.time.Instant;
import java.util.Map;

/**
 * Something that a step of a procedure asks for.
 *
 * @param operationId unique
 * @param runId the run of the procedure
 * @param capability what is asked for
 * @param arguments the step's arguments
 * @param dryRun say what would be done and do nothing
 * @param deadline it is not started any more after this
 */
public record ToolOperation(
        String operationId,
        String runId,
        String capability,
        Map<String, Object> arguments,
        boolean dryRun,
        Instant deadline) {

    public ToolOperation {
        arguments = Map.copyOf(arguments);
    }
}
