package io.agentaiops.opsscheduler.emergency;

import io.agentaiops.opsscheduler.emergency.AlertRunStore.AlertRun;
import io.agentaiops.opsscheduler.procedure.Kind;
import io.agentaiops.opsscheduler.procedure.Procedure;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.Severity;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.run.Trigger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Begins the emergency runbooks that apply to an alert when it fires: their reading steps are done at once, their changing
 * steps wait for an approver as always. One run for each firing; a runbook that is under way already is not begun twice.
 */
@ApplicationScoped
public class AlertRunbooks {

    /** Starts runbooks for alerts. */
    static final String PRINCIPAL = "alert";

    private static final Logger LOG = Logger.getLogger(AlertRunbooks.class);

    private final ProcedureCatalog catalog;
    private final RunStarter starter;
    private final AlertRunStore store;
    private final EscalationClock escalation;
    private final EmergencyConfig config;

    AlertRunbooks(
            ProcedureCatalog catalog,
            RunStarter starter,
            AlertRunStore store,
            EscalationClock escalation,
            EmergencyConfig config) {
        this.catalog = catalog;
        this.starter = starter;
        this.store = store;
        this.escalation = escalation;
        this.config = config;
    }

    /** Whether a document is to be run for alerts with these labels. */
    public boolean haveOneFor(Map<String, String> labels) {
        return config.startByAlert()
                && catalog.current().all().stream().anyMatch(procedure -> applies(procedure, labels));
    }

    /** The alert began to fire. */
    @Transactional
    public void fires(String fingerprint, Map<String, String> labels, Instant startsAt) {
        if (!config.startByAlert()) {
            return;
        }
        for (Procedure procedure : catalog.current().all()) {
            if (applies(procedure, labels)) {
                begin(procedure, fingerprint, labels.getOrDefault("severity", ""), startsAt);
            }
        }
    }

    /** The alert is over. */
    @Transactional
    public void resolved(String fingerprint) {
        escalation.over(fingerprint);
    }

    private void begin(Procedure procedure, String fingerprint, String label, Instant startsAt) {
        Severity severity = escalation.severity(label, procedure.severity());
        UUID running = starter.active(procedure.id()).orElse(null);
        UUID runId = running == null ? UUID.fromString(io.agentaiops.eventbus.Ids.next()) : running;
        AlertRun run = new AlertRun(fingerprint, startsAt, procedure.id(), runId, severity, 1);
        if (!store.claim(run, escalation.first(severity)) || running != null) {
            return;
        }
        starter.startAs(runId, procedure, PRINCIPAL, Trigger.ALERT);
        LOG.infof("emergency runbook begins procedure=%s alert=%s runId=%s", procedure.id(), fingerprint, runId);
    }

    /**
     * Whether the document is an emergency runbook and the alert has every label that it names, with one of the values that
     * stand there between {@code |}.
     */
    static boolean applies(Procedure procedure, Map<String, String> labels) {
        return procedure.kind() == Kind.EMERGENCY
                && !procedure.appliesTo().isEmpty()
                && procedure.appliesTo().entrySet().stream()
                        .allMatch(wanted -> Stream.of(wanted.getValue().split("\\|", -1))
                                .map(String::strip)
                                .anyMatch(value -> value.equals(labels.get(wanted.getKey()))));
    }
}
