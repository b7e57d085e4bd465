package io.agentaiops.agentgateway.messaging;

import io.agentaiops.agentgateway.operation.Operation;
import io.agentaiops.agentgateway.operation.OperationExecutor;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears the steps of procedures and takes those that this service owns. */
@ApplicationScoped
class OperationListener {

    private final OperationExecutor executor;

    OperationListener(OperationExecutor executor) {
        this.executor = executor;
    }

    void listen(@Observes Subscriptions on) {
        on.each(OperationRequested.class, this::requested);
    }

    private void requested(OperationRequested event, EventMetadata meta) {
        boolean ours = Capability.of(event.capability())
                .filter(capability -> capability.owner() == Capability.Owner.AGENT_GATEWAY)
                .isPresent();
        if (ours) {
            executor.accept(new Operation(
                    event.operationId(),
                    event.runId(),
                    event.capability(),
                    event.arguments(),
                    event.principal(),
                    event.dryRun(),
                    event.deadline()));
        }
    }
}
