package io.agentaiops.ragindexer.messaging;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.ragindexer.operation.OperationRunner;
import io.agentaiops.ragindexer.operation.RequestedOperation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears which steps of procedures are due, and takes those on that name a capability of this service. */
@ApplicationScoped
class OperationListener {

    private final OperationRunner runner;

    OperationListener(OperationRunner runner) {
        this.runner = runner;
    }

    void listen(@Observes Subscriptions on) {
        on.each(OperationRequested.class, this::requested);
    }

    void requested(OperationRequested event, EventMetadata meta) {
        Capability.of(event.capability())
                .filter(capability -> capability.owner() == Capability.Owner.RAG_INDEXER)
                .ifPresent(ours -> runner.take(new RequestedOperation(
                        event.operationId(),
                        event.runId(),
                        event.capability(),
                        event.arguments(),
                        event.dryRun(),
                        event.deadline())));
    }
}
