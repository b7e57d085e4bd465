package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.operation.OperationDesk;
import io.agentaiops.alertrouter.operation.Order;
import io.agentaiops.alertrouter.operation.Outcome.Refused;
import io.agentaiops.alertrouter.operation.Outcome.Succeeded;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Hears the steps of procedures whose capability is this service's, and answers each once. */
@ApplicationScoped
class OperationListener {

    private final OperationDesk desk;
    private final Outbox outbox;
    private final Clock clock;

    OperationListener(OperationDesk desk, Outbox outbox, Clock clock) {
        this.desk = desk;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** How it ended, in the words of the contract. */
    private record Answer(OperationCompleted.Outcome outcome, String summary, Map<String, Object> evidence) {}

    void listen(@Observes Subscriptions on) {
        on.each(OperationRequested.class, this::requested);
    }

    private void requested(OperationRequested event, EventMetadata meta) {
        boolean ours = Capability.of(event.capability())
                .filter(capability -> capability.owner() == Capability.Owner.ALERT_ROUTER)
                .isPresent();
        if (!ours) {
            return;
        }
        Instant begun = clock.instant();
        Answer answer = event.deadline().isBefore(begun)
                ? new Answer(OperationCompleted.Outcome.TIMED_OUT, "came after its deadline", Map.of())
                : perform(event);
        Instant ended = clock.instant();
        outbox.publish(new OperationCompleted(
                event.operationId(),
                event.runId(),
                event.capability(),
                answer.outcome(),
                answer.summary(),
                answer.evidence(),
                Duration.between(begun, ended).toMillis(),
                ended));
    }

    private Answer perform(OperationRequested event) {
        Order order = new Order(
                event.operationId(), event.capability(), event.arguments(), event.principal(), event.dryRun());
        return switch (desk.perform(order)) {
            case Succeeded done -> new Answer(OperationCompleted.Outcome.SUCCEEDED, done.summary(), done.evidence());
            case Refused refused -> new Answer(OperationCompleted.Outcome.REFUSED, refused.summary(), Map.of());
        };
    }
}
