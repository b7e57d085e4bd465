package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.investigation.Investigator;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Hears what the agent found. */
@ApplicationScoped
class InvestigationListener {

    private final Investigator investigator;

    InvestigationListener(Investigator investigator) {
        this.investigator = investigator;
    }

    void listen(@Observes Subscriptions on) {
        on.each(OperationCompleted.class, event -> event.capability().equals(Capability.AGENT_ASK.id()), this::ended);
    }

    private void ended(OperationCompleted event, EventMetadata meta) {
        Object answer = event.evidence().get("answer");
        Object runId = event.evidence().get("runId");
        boolean answered = event.outcome() == OperationCompleted.Outcome.SUCCEEDED && answer != null;
        investigator.ended(
                event.operationId(),
                new Investigator.Result(
                        answered,
                        answered ? String.valueOf(answer) : event.summary(),
                        runId == null ? "" : String.valueOf(runId)));
    }
}
