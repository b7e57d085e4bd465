package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.opsscheduler.operation.Finding;
import io.agentaiops.opsscheduler.operation.Task;
import io.agentaiops.opsscheduler.operation.TaskPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Says what this service's capabilities found. */
@ApplicationScoped
class TaskEventPublisher implements TaskPublisher {

    private final Outbox outbox;

    TaskEventPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void completed(Task task, Finding finding, Duration took, Instant at) {
        outbox.publish(new OperationCompleted(
                task.operationId().toString(),
                task.runId(),
                task.capability().id(),
                outcome(finding),
                finding.summary(),
                finding.evidence(),
                took.toMillis(),
                at));
    }

    private static OperationCompleted.Outcome outcome(Finding finding) {
        return switch (finding.verdict()) {
            case GOOD -> OperationCompleted.Outcome.SUCCEEDED;
            case BAD -> OperationCompleted.Outcome.FAILED;
            case REFUSED -> OperationCompleted.Outcome.REFUSED;
            case TOO_LATE -> OperationCompleted.Outcome.TIMED_OUT;
        };
    }
}
