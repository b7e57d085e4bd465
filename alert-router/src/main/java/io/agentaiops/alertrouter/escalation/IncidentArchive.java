package io.agentaiops.alertrouter.escalation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads incidents, their stories and reports; changes nothing. */
@ApplicationScoped
class IncidentArchive {

    private static final Duration BACK = Duration.ofDays(7);
    private static final int AT_ONCE = 500;
    private static final int EARLIER = 10;

    private final IncidentStore store;
    private final IncidentAlertStore alerts;
    private final TimeLine timeLine;
    private final Clock clock;

    IncidentArchive(IncidentStore store, IncidentAlertStore alerts, TimeLine timeLine, Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.timeLine = timeLine;
        this.clock = clock;
    }

    Optional<Incident> lastOf(String fingerprint) {
        return store.lastOf(fingerprint);
    }

    Optional<Incident> find(UUID id) {
        return store.find(id);
    }

    /** Open ones first, then those of the last week. */
    List<Incident> recent() {
        return store.openOrSince(clock.instant().minus(BACK), AT_ONCE);
    }

    /** What happened, with how its notifications stand, by time. */
    List<Entry> story(Incident incident) {
        List<Entry> all = new ArrayList<>(timeLine.of(incident.id()));
        all.addAll(timeLine.deliveries(incident.id(), incident.openedAt().minusSeconds(1)));
        all.sort(Comparator.comparing(Entry::at));
        return all;
    }

    String postmortem(Incident incident) {
        Instant now = clock.instant();
        return Postmortem.draft(
                incident, alerts.alerts(incident.id()), story(incident), store.before(incident, EARLIER), now);
    }
}
