package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.compliance.ControlPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which controls hold no more. */
@ApplicationScoped
class ControlEventPublisher implements ControlPublisher {

    private final Outbox outbox;

    ControlEventPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void broken(String control, String title, String detail, Instant startsAt, @Nullable Instant endsAt) {
        outbox.publish(new AlertRaised(
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
