package io.agentaiops.eventbus.operation;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Capability;
import java.time.Instant;

/**
 * An operation that was asked of this service.
 *
 * @param id the attempt at a step of a procedure
 * @param runId the run of the procedure
 * @param capability what is asked for
 * @param arguments how
 * @param principal on whose behalf
 * @param deadline after it, the answer is of no use
 */
public record Operation(
        String id, String runId, Capability capability, Arguments arguments, String principal, Instant deadline) {

    public Operation {
        requireNonNull(id, "id");
        requireNonNull(runId, "runId");
        requireNonNull(capability, "capability");
        requireNonNull(arguments, "arguments");
        requireNonNull(principal, "principal");
        requireNonNull(deadline, "deadline");
    }
}
