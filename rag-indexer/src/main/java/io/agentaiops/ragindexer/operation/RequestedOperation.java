package io.agentaiops.ragindexer.operation;

import java.time.Instant;
import java.util.Map;

/**
 * An operation that was asked for.
 *
 * @param operationId the attempt
 * @param runId the run of the procedure
 * @param capability what to do
 * @param arguments with what
 * @param dryRun only say what would be done
 * @param deadline after that it is of no use
 */
public record RequestedOperation(
        String operationId,
        String runId,
        String capability,
        Map<String, Object> arguments,
        boolean dryRun,
        Instant deadline) {

    public RequestedOperation {
        arguments = Map.copyOf(arguments);
    }
}
