package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.toolrunner.operation.ToolOperation;
import io.agentaiops.toolrunner.operation.ToolOperations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears operations, and takes those that are tool-runner's. */
@ApplicationScoped
class OperationListener {

    private final ToolOperations operations;

    OperationListener(ToolOperations operations) {
        this.operations = operations;
    }

    void listen(@Observes Subscriptions on) {
        on.each(OperationRequested.class, this::requested);
    }

    private void requested(OperationRequested event, EventMetadata meta) {
        boolean ours = Capability.of(event.capability())
                .filter(capability -> capability.owner() == Capability.Owner.TOOL_RUNNER)
                .isPresent();
        if (ours) {
            operations.accept(new ToolOperation(
                    event.operationId(),
                    event.runId(),
                    event.capability(),
                    event.arguments(),
                    event.dryRun(),
                    event.deadline()));
        }
    }
}
