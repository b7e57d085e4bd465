package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.Redactor;
import io.agentaiops.eventbus.alert.StandingAlerts;
import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.toolrunner.health.ToolAlerts;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;

/** Says that a tool fails, and that it works again. */
@ApplicationScoped
class ToolAlertPublisher implements ToolAlerts {

    private static final String RUNBOOK = "emergency/tool-execution-failures.md";

    private final StandingAlerts alerts;

    ToolAlertPublisher(StandingAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void failing(String tool, String reason, Instant since) {
        alerts.publish(new AlertRaised(
                labels(tool),
                Map.of(
                        "summary",
                        "The tool " + tool + " fails and is out of use",
                        "description",
                        Redactor.redact(reason),
                        "runbook",
                        RUNBOOK),
                since,
                null,
                "/api/v1/tools/" + tool));
    }

    @Override
    public void works(String tool, Instant since, Instant until) {
        alerts.publish(new AlertRaised(
                labels(tool),
                Map.of("summary", "The tool " + tool + " works again", "runbook", RUNBOOK),
                since,
                until,
                "/api/v1/tools/" + tool));
    }

    private static Map<String, String> labels(String tool) {
        return Map.of("alertname", "ToolFailing", "tool", tool, "severity", "warning");
    }
}
