package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.emergency.EscalationPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says that an emergency runbook has not helped. */
@ApplicationScoped
class EscalationEventPublisher implements EscalationPublisher {

    private final Outbox outbox;

    EscalationEventPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void unresolved(String procedureId, String runId, String who, Instant startsAt, @Nullable Instant endsAt) {
        outbox.publish(new AlertRaised(
                Map.of(
                        "alertname",
                        "EmergencyUnresolved",
                        "procedure",
                        procedureId,
                        "level",
                        who,
                        "severity",
                        "critical"),
                Map.of(
                        "summary",
                        "The runbook " + procedureId + " has not helped",
                        "description",
                        "The alert that started it still fires; this concerns " + who + " now",
                        "runbook",
                        procedureId),
                startsAt,
                endsAt,
                "/api/v1/operations/" + runId));
    }
}
