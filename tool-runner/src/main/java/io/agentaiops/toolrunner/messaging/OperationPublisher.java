package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.toolrunner.operation.OperationEvents;
import io.agentaiops.toolrunner.operation.OperationResult;
import io.agentaiops.toolrunner.operation.ToolOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Says how operations ended. */
@ApplicationScoped
class OperationPublisher implements OperationEvents {

    private final Outbox outbox;
    private final Clock clock;

    OperationPublisher(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void completed(ToolOperation operation, OperationResult result, Duration took) {
        outbox.publish(new OperationCompleted(
                operation.operationId(),
                operation.runId(),
                operation.capability(),
                result.outcome(),
                result.summary(),
                result.evidence(),
                took.toMillis(),
                clock.instant()));
    }
}
