package io.agentaiops.opsscheduler.emergency;

import io.agentaiops.opsscheduler.procedure.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Who is called when, by the severity of an emergency: the table of the guide {@code escalation.md}. */
@ApplicationScoped
class EscalationTimes {

    /**
     * A call.
     *
     * @param who as in the label {@code level}
     * @param after so long after the runbook began
     */
    record Call(String who, Duration after) {}

    private final EmergencyConfig config;

    EscalationTimes(EmergencyConfig config) {
        this.config = config;
    }

    /** The calls in their order. */
    List<Call> of(Severity severity) {
        return switch (severity) {
            case CRITICAL ->
                List.of(
                        new Call("level-2", config.level2After()),
                        new Call("on-call-manager", config.managerAfter()),
                        new Call("level-3", config.level3After()));
            case WARNING ->
                List.of(
                        new Call("level-2", config.warningLevel2After()),
                        new Call("level-3", config.warningLevel3After()));
            case INFO -> List.of();
        };
    }

    /** How long an alert may still fire after its runbook failed. */
    Duration afterFailure() {
        return config.failedAfter();
    }

    /** How bad it is that an alert fires for which there is a runbook: as bad as the worse of the two. */
    Severity severity(String alert, Severity runbook) {
        Severity own = parse(alert);
        return config.byRunbook() && runbook.compareTo(own) > 0 ? runbook : own;
    }

    /** Other people's alerts have other words, too, such as {@code page}. */
    static Severity parse(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "critical" -> Severity.CRITICAL;
            case "info" -> Severity.INFO;
            default -> Severity.WARNING;
        };
    }
}
