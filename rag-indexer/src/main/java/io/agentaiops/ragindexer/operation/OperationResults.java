package io.agentaiops.ragindexer.operation;

import java.time.Duration;
import java.time.Instant;

/** Answers whoever asked for an operation, in the transaction that strikes it off. */
public interface OperationResults {

    /** The operation has ended. */
    void completed(RequestedOperation operation, OperationResult result, Duration took, Instant at);
}
