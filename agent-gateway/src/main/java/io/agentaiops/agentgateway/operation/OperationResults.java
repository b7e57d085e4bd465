package io.agentaiops.agentgateway.operation;

import java.time.Duration;
import java.time.Instant;

/** Tells ops-scheduler how an operation ended; the package {@code messaging} says it. */
public interface OperationResults {

    /** The operation ended; in the current transaction. */
    void completed(Operation operation, Finding finding, Duration duration, Instant at);
}
