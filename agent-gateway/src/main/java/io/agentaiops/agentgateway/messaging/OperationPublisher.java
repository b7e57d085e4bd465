package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.operation.Finding;
import io.agentaiops.agentgateway.operation.Operation;
import io.agentaiops.agentgateway.operation.OperationResults;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Says {@code operation.completed}. */
@ApplicationScoped
class OperationPublisher implements OperationResults {

    private final Outbox outbox;

    OperationPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void completed(Operation operation, Finding finding, Duration duration, Instant at) {
        outbox.publish(new OperationCompleted(
                operation.id(),
                operation.runId(),
                operation.capability(),
                OperationCompleted.Outcome.valueOf(finding.outcome().name()),
                finding.summary(),
                finding.evidence(),
                duration.toMillis(),
                at));
    }
}
