package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.InvalidEvent;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.opsscheduler.operation.Task;
import io.agentaiops.opsscheduler.operation.TaskExecutor;
import io.agentaiops.opsscheduler.run.RunIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears requests for this service's own capabilities, and passes over those of others. */
@ApplicationScoped
class OperationListener {

    private final TaskExecutor executor;

    OperationListener(TaskExecutor executor) {
        this.executor = executor;
    }

    void listen(@Observes Subscriptions on) {
        on.each(OperationRequested.class, this::requested);
    }

    void requested(OperationRequested event, EventMetadata meta) {
        Capability.of(event.capability())
                .filter(capability -> capability.owner() == Capability.Owner.OPS_SCHEDULER)
                .ifPresent(capability -> executor.accept(task(event, capability)));
    }

    private static Task task(OperationRequested event, Capability capability) {
        return new Task(
                RunIds.parse(event.operationId())
                        .orElseThrow(() -> new InvalidEvent("operationId must be a UUID: " + event.operationId())),
                event.runId(),
                capability,
                event.arguments(),
                event.dryRun(),
                event.deadline());
    }
}
