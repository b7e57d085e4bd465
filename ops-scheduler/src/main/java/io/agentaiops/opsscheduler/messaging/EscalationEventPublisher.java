package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.alert.StandingAlerts;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.emergency.EscalationPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says that an emergency runbook has not helped. */
@ApplicationScoped
class EscalationEventPublisher implements EscalationPublisher {

    private final StandingAlerts alerts;

    EscalationEventPublisher(StandingAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void unresolved(Unresolved emergency, String who, @Nullable Instant endsAt) {
        alerts.publish(new AlertRaised(
                Map.of(
                        "alertname",
                        "EmergencyUnresolved",
                        "procedure",
                        emergency.procedureId(),
                        "level",
                        who,
                        "severity",
                        emergency.severity().text()),
                Map.of(
                        "summary",
                        "The runbook " + emergency.procedureId() + " has not helped",
                        "description",
                        "The alert that started it still fires; this concerns " + who + " now",
                        "runbook",
                        emergency.procedureId()),
                emergency.startsAt(),
                endsAt,
                "/api/v1/operations/" + emergency.runId()));
    }
}
