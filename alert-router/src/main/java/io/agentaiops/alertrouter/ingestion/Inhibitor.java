package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.inhibition.InhibitRule;
import io.agentaiops.alertrouter.inhibition.Inhibitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows which alerts inhibit others now. Costs nothing where no rule is configured. */
@ApplicationScoped
public class Inhibitor {

    private final InhibitionStore store;
    private final AlertStore alerts;
    private final CurrentConfig config;

    Inhibitor(InhibitionStore store, AlertStore alerts, CurrentConfig config) {
        this.store = store;
        this.alerts = alerts;
        this.config = config;
    }

    /** What inhibits now, as the database knows it. */
    public Inhibitions current(Instant now) {
        return with(List.of(), now);
    }

    /** What inhibits once these alerts are stored too. */
    public Inhibitions with(Collection<Alert> heard, Instant now) {
        List<InhibitRule> rules = config.get().inhibitRules();
        if (rules.isEmpty()) {
            return Inhibitions.NONE;
        }
        Map<Fingerprint, Alert> sources = new HashMap<>();
        alerts.find(store.all()).values().forEach(stored -> sources.put(stored.fingerprint(), stored.alert()));
        heard.stream()
                .filter(this::isSource)
                .forEach(alert -> sources.merge(alert.fingerprint(), alert, Alert::followedBy));
        sources.values().removeIf(alert -> alert.resolvedAt(now));
        return new Inhibitions(rules, sources.values());
    }

    /** Notes which of the alerts, that were just stored, may inhibit. */
    @Transactional
    public void note(Collection<StoredAlert> stored) {
        if (config.get().inhibitRules().isEmpty()) {
            return;
        }
        List<StoredAlert> sources =
                stored.stream().filter(alert -> isSource(alert.alert())).toList();
        if (!sources.isEmpty()) {
            store.add(fingerprints(sources, false));
            store.remove(fingerprints(sources, true));
        }
    }

    private static List<Fingerprint> fingerprints(List<StoredAlert> sources, boolean resolved) {
        return sources.stream()
                .filter(alert -> (alert.state() == AlertState.RESOLVED) == resolved)
                .map(StoredAlert::fingerprint)
                .toList();
    }

    /** Finds the sources anew, under rules that may be others. */
    @Transactional
    public void rebuild(Instant now) {
        store.clear();
        if (!config.get().inhibitRules().isEmpty()) {
            alerts.eachLasting(now, this::note);
        }
    }

    private boolean isSource(Alert alert) {
        return config.get().inhibitRules().stream()
                .anyMatch(rule -> rule.source().matches(alert.labels()));
    }
}
