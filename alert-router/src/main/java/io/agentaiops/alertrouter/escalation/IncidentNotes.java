package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.grouping.GroupNews;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.ReceiverDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** What others add to incidents, and learn from earlier ones. */
@ApplicationScoped
public class IncidentNotes {

    private static final int EARLIER = 3;
    private static final String NOT_LOOKED_ORIGIN = "not-investigated";
    private static final Set<String> TELLING = Set.of("note", "resolved-by-hand", "acknowledged", EscalationStep.FOUND);

    private final IncidentStore store;
    private final IncidentAlertStore incidentAlerts;
    private final TimeLine timeLine;
    private final ReceiverDirectory receivers;
    private final NotificationQueue queue;
    private final GroupNews groups;
    private final Clock clock;

    IncidentNotes(
            IncidentStore store,
            IncidentAlertStore incidentAlerts,
            TimeLine timeLine,
            ReceiverDirectory receivers,
            NotificationQueue queue,
            GroupNews groups,
            Clock clock) {
        this.groups = groups;
        this.store = store;
        this.incidentAlerts = incidentAlerts;
        this.timeLine = timeLine;
        this.receivers = receivers;
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
        open(id).ifPresent(incident ->
                update(incident, "Analysis of " + incident.title(), text, facts, new Once(key(id) + ":found", 1)));
    }

    /** Nothing was found out, and why; told as what is found is. */
    @Transactional
    public void notFound(UUID id, String why) {
        add(id, EscalationStep.NOTHING_FOUND, why);
        open(id).ifPresent(incident ->
                update(incident, "No analysis of " + incident.title(), why, Map.of(), new Once(key(id) + ":found", 1)));
    }

    /** Nobody looked for anything, and why. Those who were told hear of it once in a period, whatever else fires then. */
    @Transactional
    public void notLooked(UUID id, String why, long period) {
        add(id, EscalationStep.NOT_LOOKED, why);
        open(id).ifPresent(incident -> update(
                incident, "No analysis of " + incident.title(), why, Map.of(), new Once(NOT_LOOKED_ORIGIN, period)));
    }

    /** As {@link #notLooked(UUID, String, long)}, for alerts that are part of no incident. */
    @Transactional
    public void notLooked(List<IncidentAlert> alerts, String why, long period) {
        IncidentAlert first = alerts.getFirst();
        plan(
                groups.told(fingerprints(alerts)),
                first.item().with(Map.of("summary", "No analysis of " + first.headline(), "description", why)),
                new Once(NOT_LOOKED_ORIGIN, period));
    }

    private Optional<Incident> open(UUID id) {
        return store.find(id).filter(incident -> incident.closedAt() == null);
    }

    private static String key(UUID id) {
        return IncidentPager.groupKey(id);
    }

    /** What makes an update unique. */
    private record Once(String origin, long number) {}

    /** Under the key by which each was told, so that it adds to what the other side has open and opens nothing. */
    private void update(Incident incident, String title, String text, Map<String, String> facts, Once once) {
        List<IncidentAlert> firing = incidentAlerts.alerts(incident.id()).stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .toList();
        if (firing.isEmpty()) {
            return;
        }
        Map<String, String> texts = new TreeMap<>(facts);
        texts.put("summary", title);
        texts.put("description", text);
        plan(told(incident, firing), firing.getFirst().item().with(texts), once);
    }

    private void plan(List<GroupNews.Told> told, Message.Item item, Once once) {
        queue.plan(told.stream()
                .flatMap(each -> receivers.receiver(each.receiver()).stream()
                        .map(receiver -> new NotificationQueue.Plan(
                                receiver,
                                Message.update(receiver.name(), each.groupKey(), each.groupLabels(), item),
                                once.origin(),
                                once.number())))
                .toList());
    }

    private static List<Fingerprint> fingerprints(List<IncidentAlert> alerts) {
        return alerts.stream()
                .map(alert -> new Fingerprint(alert.fingerprint()))
                .toList();
    }

    /** Those whom the groups told first, for what is open there is the page; then those whom only the steps told. */
    private List<GroupNews.Told> told(Incident incident, List<IncidentAlert> firing) {
        Map<String, GroupNews.Told> told = new LinkedHashMap<>();
        groups.told(fingerprints(firing)).forEach(group -> told.put(group.receiver(), group));
        String own = IncidentPager.groupKey(incident.id());
        store.told(incident.id())
                .forEach(name -> told.putIfAbsent(name, new GroupNews.Told(name, own, incident.labels())));
        return List.copyOf(told.values());
    }
}
