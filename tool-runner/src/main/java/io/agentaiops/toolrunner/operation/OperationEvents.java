package io.agentaiops.toolrunner.operation;

import java.time.Duration;

/** What the asker is told, in the transaction that closes the request. */
public interface OperationEvents {

    /** The operation ended. */
    void completed(ToolOperation operation, OperationResult result, Duration took);
}
