package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.investigation.InvestigationRequests;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Asks the agent as procedures do: by the operation {@code agent.ask}. */
@ApplicationScoped
class InvestigationPublisher implements InvestigationRequests {

    private final Outbox outbox;
    private final ServiceIdentity identity;
    private final Redaction redaction;

    InvestigationPublisher(Outbox outbox, ServiceIdentity identity, Redaction redaction) {
        this.outbox = outbox;
        this.identity = identity;
        this.redaction = redaction;
    }

    @Override
    public void ask(String operationId, String question, Duration within, Instant deadline) {
        outbox.publish(new OperationRequested(
                operationId,
                "investigation-" + operationId,
                Capability.AGENT_ASK.id(),
                Map.of("question", redaction.redact(question), "within", within.toSeconds() + "s", "answer", "true"),
                identity.service(),
                false,
                deadline));
    }
}
