package io.agentaiops.ragindexer.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.ragindexer.operation.OperationResult;
import io.agentaiops.ragindexer.operation.OperationResults;
import io.agentaiops.ragindexer.operation.RequestedOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Says how an operation ended. */
@ApplicationScoped
class OperationPublisher implements OperationResults {

    private final Outbox outbox;

    OperationPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void completed(RequestedOperation operation, OperationResult result, Duration took, Instant at) {
        Outcome outcome = switch (result.verdict()) {
            case SUCCEEDED -> Outcome.SUCCEEDED;
            case FAILED -> Outcome.FAILED;
            case REFUSED -> Outcome.REFUSED;
            case TIMED_OUT -> Outcome.TIMED_OUT;
        };
        outbox.publish(new OperationCompleted(
                operation.operationId(),
                operation.runId(),
                operation.capability(),
                outcome,
                result.summary(),
                result.evidence(),
                took.toMillis(),
                at));
    }
}
