package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.backup.BackupPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says that nobody knows whether a restore would work. */
@ApplicationScoped
class BackupEventPublisher implements BackupPublisher {

    private final Outbox outbox;

    BackupEventPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void unproven(String description, Instant startsAt, @Nullable Instant endsAt) {
        outbox.publish(new AlertRaised(
                Map.of("alertname", "BackupNotProven", "service", "ops-scheduler", "severity", "critical"),
                Map.of(
                        "summary",
                        "No backup has been proven for too long",
                        "description",
                        description,
                        "runbook",
                        "backup-missing"),
                startsAt,
                endsAt,
                "/api/v1/backups"));
    }
}
