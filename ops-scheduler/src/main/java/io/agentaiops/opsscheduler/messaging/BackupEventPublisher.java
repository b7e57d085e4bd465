package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.alert.StandingAlerts;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.backup.BackupAlert;
import io.agentaiops.opsscheduler.backup.BackupPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the backups. */
@ApplicationScoped
class BackupEventPublisher implements BackupPublisher {

    private final StandingAlerts alerts;

    BackupEventPublisher(StandingAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void tell(BackupAlert alert, String description, Instant startsAt, @Nullable Instant endsAt) {
        alerts.publish(new AlertRaised(
                Map.of("alertname", alert.label(), "service", "ops-scheduler", "severity", alert.severity()),
                Map.of("summary", alert.summary(), "description", description, "runbook", "backup-missing"),
                startsAt,
                endsAt,
                "/api/v1/backups"));
    }
}
