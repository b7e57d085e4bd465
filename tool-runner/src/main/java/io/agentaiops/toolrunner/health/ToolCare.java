package io.agentaiops.toolrunner.health;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.toolrunner.tool.ToolCondition;
import io.agentaiops.toolrunner.tool.ToolConditionStore;
import io.agentaiops.toolrunner.tool.ToolSwitched;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes tools out of use and back, each in one commit with the alert and the audit. */
@ApplicationScoped
@Transactional
class ToolCare {

    private static final Logger LOG = Logger.getLogger(ToolCare.class);
    private static final String ACTOR = "tool-runner";

    private final ToolConditionStore conditions;
    private final ToolAlerts alerts;
    private final Audit audit;
    private final MeterRegistry meters;
    private final Clock clock;

    ToolCare(ToolConditionStore conditions, ToolAlerts alerts, Audit audit, MeterRegistry meters, Clock clock) {
        this.conditions = conditions;
        this.alerts = alerts;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    void takeOut(String tool, String reason) {
        Instant now = clock.instant();
        if (conditions.takeOut(tool, reason, now)) {
            alerts.failing(tool, reason, now);
            audit.record(ACTOR, "tool.take-out", tool, "succeeded", Map.of("reason", reason));
            meters.counter("aiops.tool.runner.tools.taken.out", "tool", tool).increment();
            LOG.warnf("tool taken out of use: tool=%s reason=%s", tool, reason);
        }
    }

    /** A person who switches a tool on knows better than its last results. */
    void switched(@Observes ToolSwitched change) {
        if (change.on()) {
            takeBack(change.tool());
        }
    }

    void takeBack(String tool) {
        Instant now = clock.instant();
        Optional<Instant> since = conditions.find(tool).map(ToolCondition::brokenSince);
        if (since.isPresent() && conditions.takeBack(tool, now)) {
            alerts.works(tool, since.get(), now);
            audit.record(
                    ACTOR,
                    "tool.take-back",
                    tool,
                    "succeeded",
                    Map.of("outOfUseSince", since.get().toString()));
            LOG.infof("tool works again: tool=%s", tool);
        }
    }
}
