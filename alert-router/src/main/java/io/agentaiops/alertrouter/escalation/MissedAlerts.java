package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.config.ConfigReloaded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Alerts that fire, that a policy is for, and that are part of no open incident: their news was lost, or the policy is
 * younger than they are. Found from the alerts themselves, and taken up.
 */
@ApplicationScoped
class MissedAlerts {

    private static final Logger LOG = Logger.getLogger(MissedAlerts.class);

    private final AlertStore alerts;
    private final IncidentAlertStore incidents;
    private final IncidentKeeper keeper;
    private final EscalationPolicies policies;
    private final Clock clock;

    MissedAlerts(
            AlertStore alerts,
            IncidentAlertStore incidents,
            IncidentKeeper keeper,
            EscalationPolicies policies,
            Clock clock) {
        this.alerts = alerts;
        this.incidents = incidents;
        this.keeper = keeper;
        this.policies = policies;
        this.clock = clock;
    }

    /** Those that have fired for longer than that. */
    List<Alert> since(Duration atLeast) {
        Instant now = clock.instant();
        List<Alert> escalating = new ArrayList<>();
        alerts.eachLasting(
                now,
                some -> some.stream()
                        .filter(stored -> stored.state() == AlertState.FIRING)
                        .map(StoredAlert::alert)
                        .filter(alert -> alert.startsAt().isBefore(now.minus(atLeast)))
                        .filter(alert -> policies.of(alert.labels()).isPresent())
                        .forEach(escalating::add));
        Set<String> known = escalating.isEmpty()
                ? Set.of()
                : incidents.known(escalating.stream()
                        .map(alert -> alert.fingerprint().value())
                        .toList());
        return escalating.stream()
                .filter(alert -> !known.contains(alert.fingerprint().value()))
                .toList();
    }

    /** A policy that has just come is for alerts that fire already, too. */
    void reloaded(@Observes ConfigReloaded event) {
        try {
            takeUp(since(Duration.ZERO));
        } catch (RuntimeException e) {
            LOG.warnf(e, "alerts that new policies are for not taken up, the auditor will");
        }
    }

    /** Makes them part of incidents; what ended at this very moment, and whose news found no incident, ends there too. */
    @Transactional
    void takeUp(Collection<Alert> missed) {
        if (missed.isEmpty()) {
            return;
        }
        keeper.heard(missed.stream()
                .map(alert -> news(alert, AlertState.FIRING, alert.startsAt()))
                .toList());
        List<Fingerprint> fingerprints = missed.stream().map(Alert::fingerprint).toList();
        keeper.heard(alerts.find(fingerprints).values().stream()
                .filter(stored -> stored.state() != AlertState.FIRING)
                .map(stored -> news(stored.alert(), stored.state(), clock.instant()))
                .toList());
        LOG.warnf("alerts that were part of no incident were taken up alerts=%d", missed.size());
    }

    private static IncidentAlert news(Alert alert, AlertState state, Instant changedAt) {
        return new IncidentAlert(
                alert.fingerprint().value(), alert.labels(), alert.annotations(), state, alert.startsAt(), changedAt);
    }
}
