package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.grouping.GroupNews;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.NotificationReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What others add to incidents, and learn from earlier ones. */
@ApplicationScoped
public class IncidentNotes {

    private static final int EARLIER = 3;
    private static final Set<String> TELLING = Set.of("note", "resolved-by-hand", "acknowledged", EscalationStep.FOUND);

    private final IncidentStore store;
    private final TimeLine timeLine;
    private final CurrentConfig config;
    private final NotificationQueue queue;
    private final GroupNews groups;
    private final Clock clock;

    IncidentNotes(
            IncidentStore store,
            TimeLine timeLine,
            CurrentConfig config,
            NotificationQueue queue,
            GroupNews groups,
            Clock clock) {
        this.groups = groups;
        this.store = store;
        this.timeLine = timeLine;
        this.config = config;
        this.queue = queue;
        this.clock = clock;
    }

    /** Adds an entry in the platform's own name. */
    @Transactional
    public void add(UUID incident, String kind, String text) {
        timeLine.add(incident, new Entry(clock.instant(), kind, "", text));
    }

    /** What people noted about the last incidents of the same kind, the newest first. */
    public List<String> earlier(UUID id) {
        return store.find(id).stream()
                .flatMap(incident -> store.before(incident, EARLIER).stream())
                .map(before -> before.openedAt() + ": "
                        + timeLine.of(before.id()).stream()
                                .filter(entry -> TELLING.contains(entry.kind())
                                        && !entry.text().isEmpty())
                                .map(Entry::text)
                                .collect(Collectors.joining("; ")))
                .toList();
    }

    /**
     * Something was found out: it is noted, and while the incident lasts those who were told of its alerts are told. Who is
     * told of them later finds it in that page.
     */
    @Transactional
    public void found(UUID id, String text, Map<String, String> facts) {
        add(id, EscalationStep.FOUND, text);
        Optional<Incident> open = store.find(id).filter(incident -> incident.closedAt() == null);
        open.ifPresent(incident -> {
            List<IncidentAlert> firing = store.alerts(id).stream()
                    .filter(alert -> alert.state() == AlertState.FIRING)
                    .toList();
            AlertingConfig current = config.get();
            List<Fingerprint> fingerprints = firing.stream()
                    .map(alert -> new Fingerprint(alert.fingerprint()))
                    .toList();
            queue.plan(groups.toldReceivers(fingerprints).stream()
                    .filter(receiver -> current.receivers().containsKey(receiver))
                    .map(receiver -> new NotificationQueue.Plan(
                            current.receiver(receiver),
                            update(incident, receiver, text, facts),
                            EscalationStep.groupKey(id) + ":found",
                            1))
                    .toList());
        });
    }

    /** Of severity info: nobody's telephone rings for it. */
    private Message update(Incident incident, String receiver, String text, Map<String, String> facts) {
        Instant now = clock.instant();
        Labels labels = incident.labels().and(Map.of(Labels.SEVERITY, "info")).and(facts);
        return new Message(
                receiver,
                NotificationReason.ON_REQUEST,
                EscalationStep.groupKey(incident.id()),
                incident.labels(),
                Map.of(),
                List.of(new Message.Item(
                        false,
                        labels,
                        Map.of("summary", "Analysis of " + incident.title(), "description", text),
                        now,
                        now,
                        "",
                        labels.fingerprint().value())));
    }
}
