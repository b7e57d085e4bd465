package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.alert.StandingAlerts;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.compliance.ControlPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which controls hold no more. */
@ApplicationScoped
class ControlEventPublisher implements ControlPublisher {

    private final StandingAlerts alerts;

    ControlEventPublisher(StandingAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void broken(String control, String title, String detail, Instant startsAt, @Nullable Instant endsAt) {
        alerts.publish(new AlertRaised(
                Map.of(
                        "alertname",
                        "ControlFailed",
                        "service",
                        "ops-scheduler",
                        "control",
                        control,
                        "severity",
                        "warning"),
                Map.of("summary", "A control holds no more: " + title, "description", detail, "runbook", "compliance"),
                startsAt,
                endsAt,
                "/api/v1/compliance"));
    }
}
