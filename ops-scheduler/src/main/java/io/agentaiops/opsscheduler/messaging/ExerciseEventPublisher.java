package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.alert.StandingAlerts;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.compliance.ExercisePublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reminds of planned exercises by an alert, which goes wherever people are told. */
@ApplicationScoped
class ExerciseEventPublisher implements ExercisePublisher {

    private final StandingAlerts alerts;

    ExerciseEventPublisher(StandingAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void planned(String id, String title, String description, Instant startsAt, @Nullable Instant endsAt) {
        alerts.publish(new AlertRaised(
                Map.of("alertname", "ExercisePlanned", "service", "ops-scheduler", "exercise", id, "severity", "info"),
                Map.of("summary", "An exercise is planned: " + title, "description", description),
                startsAt,
                endsAt,
                "/api/v1/compliance/exercises/" + id));
    }
}
