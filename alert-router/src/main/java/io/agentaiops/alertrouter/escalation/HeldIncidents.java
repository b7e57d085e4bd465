package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The incidents that one transaction holds: each is locked once. News of alerts is stored together, but for what changes
 * with its order: two of the same alert, and ends beside what is no end, since the last end closes an incident.
 */
final class HeldIncidents {

    private final IncidentStore store;
    private final IncidentAlertStore alerts;
    private final TimeLine timeLine;
    private final Consumer<Incident> over;
    private final Map<String, List<Incident>> byAlert = new HashMap<>();
    private final Map<Subject, Incident> bySubject = new HashMap<>();
    private final Map<UUID, Incident> waitingIncidents = new LinkedHashMap<>();
    private final List<IncidentAlertStore.News> waiting = new ArrayList<>();
    private final Set<String> waitingAlerts = new HashSet<>();

    /** What makes an open incident unique. */
    private record Subject(String policy, Labels labels) {}

    /**
     * @param over told of each incident whose last alert ended
     */
    HeldIncidents(IncidentStore store, IncidentAlertStore alerts, TimeLine timeLine, Consumer<Incident> over) {
        this.store = store;
        this.alerts = alerts;
        this.timeLine = timeLine;
        this.over = over;
    }

    /** Locks the open incidents that these alerts are part of. */
    void holdThoseOf(Collection<String> fingerprints) {
        Map<String, List<UUID>> parts = alerts.incidentsOf(fingerprints);
        Map<UUID, Incident> locked =
                store.lock(parts.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        locked.values().forEach(incident -> bySubject.put(new Subject(incident.policy(), incident.labels()), incident));
        parts.forEach((fingerprint, ids) -> ids.stream()
                .map(locked::get)
                .filter(Objects::nonNull)
                .forEach(incident -> join(incident, fingerprint)));
    }

    /** The open ones that an alert is part of. */
    List<Incident> of(String fingerprint) {
        return List.copyOf(byAlert.getOrDefault(fingerprint, List.of()));
    }

    /** The open one of that policy and those labels. */
    Optional<Incident> find(String policy, Labels labels) {
        Subject subject = new Subject(policy, labels);
        Optional<Incident> held = Optional.ofNullable(bySubject.get(subject)).or(() -> store.lock(policy, labels));
        held.ifPresent(incident -> bySubject.put(subject, incident));
        return held;
    }

    /** Makes sure that what waits can wait together with news of that alert, or stores it. */
    void makeWayFor(IncidentAlert alert) {
        boolean mixed = !waiting.isEmpty() && isEnd(waiting.getFirst().alert()) != isEnd(alert);
        if (mixed || waitingAlerts.contains(alert.fingerprint())) {
            store();
        }
    }

    /** Takes news of an alert for an incident that is held. */
    void add(Incident incident, IncidentAlert alert) {
        waitingIncidents.put(incident.id(), incident);
        waiting.add(new IncidentAlertStore.News(incident.id(), alert));
        waitingAlerts.add(alert.fingerprint());
        join(incident, alert.fingerprint());
    }

    private void join(Incident incident, String fingerprint) {
        List<Incident> joined = byAlert.computeIfAbsent(fingerprint, key -> new ArrayList<>());
        if (joined.stream().noneMatch(known -> known.id().equals(incident.id()))) {
            joined.add(incident);
        }
    }

    /** Stores what waits; an incident whose last alert ended with it is closed. */
    void store() {
        List<IncidentAlertStore.News> stored = waiting.isEmpty() ? List.of() : alerts.put(waiting);
        if (!stored.isEmpty()) {
            timeLine.add(stored.stream()
                    .map(news -> new TimeLine.Line(news.incident(), entry(news.alert())))
                    .toList());
            closeEnded(stored);
        }
        waiting.clear();
        waitingAlerts.clear();
        waitingIncidents.clear();
    }

    private void closeEnded(List<IncidentAlertStore.News> stored) {
        List<UUID> ended = stored.stream()
                .filter(news -> isEnd(news.alert()))
                .map(IncidentAlertStore.News::incident)
                .distinct()
                .toList();
        Set<UUID> over = ended.isEmpty() ? Set.of() : alerts.allResolved(ended);
        ended.stream().filter(over::contains).map(waitingIncidents::get).forEach(this::close);
    }

    private void close(Incident incident) {
        over.accept(incident);
        bySubject.remove(new Subject(incident.policy(), incident.labels()));
        byAlert.values().forEach(all -> all.removeIf(one -> one.id().equals(incident.id())));
    }

    private static Entry entry(IncidentAlert alert) {
        String kind = switch (alert.state()) {
            case FIRING -> "fires";
            case SUPPRESSED -> "suppressed";
            case RESOLVED -> "resolved";
        };
        return new Entry(alert.changedAt(), kind, "", alert.labels() + ": " + alert.headline());
    }

    private static boolean isEnd(IncidentAlert alert) {
        return alert.state() == AlertState.RESOLVED;
    }
}
