package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.notification.ReceiverDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tells receivers of an incident, and those whom it told of the incident's end. All of it goes under the incident's own key,
 * by which the other side knows what the end ends.
 */
@ApplicationScoped
class IncidentPager {

    private final IncidentStore store;
    private final IncidentAlertStore incidentAlerts;
    private final NotificationQueue queue;
    private final ReceiverDirectory receivers;

    IncidentPager(
            IncidentStore store,
            IncidentAlertStore incidentAlerts,
            NotificationQueue queue,
            ReceiverDirectory receivers) {
        this.store = store;
        this.incidentAlerts = incidentAlerts;
        this.queue = queue;
        this.receivers = receivers;
    }

    /**
     * Why and when receivers are told.
     *
     * @param why in words
     * @param origin what it is about; with {@code number} it is told once
     * @param number which time
     */
    record Cause(String why, String origin, long number) {}

    /** The group key of what is told of an incident. */
    static String groupKey(UUID incident) {
        return "incident:" + incident;
    }

    /** Tells receivers of these alerts of the incident. */
    void page(Incident incident, Collection<Receiver> told, Cause cause, List<IncidentAlert> alerts) {
        List<Message.Item> items =
                alerts.stream().map(alert -> item(alert, cause.why())).toList();
        if (items.isEmpty() || told.isEmpty()) {
            return;
        }
        store.told(incident.id(), told.stream().map(Receiver::name).toList());
        queue.plan(told.stream()
                .map(receiver -> new NotificationQueue.Plan(
                        receiver,
                        message(incident, receiver.name(), NotificationReason.ESCALATED, items),
                        cause.origin(),
                        cause.number()))
                .toList());
    }

    /** The incident is over: so says one message to each whom it told and who is still there. */
    void over(Incident incident) {
        List<Message.Item> items = incidentAlerts.alerts(incident.id()).stream()
                .map(IncidentAlert::item)
                .toList();
        queue.plan(store.told(incident.id()).stream()
                .flatMap(name -> receivers.receiver(name).stream())
                .map(receiver -> new NotificationQueue.Plan(
                        receiver,
                        message(incident, receiver.name(), NotificationReason.ALL_RESOLVED, items),
                        groupKey(incident.id()) + ":over",
                        1))
                .toList());
    }

    private static Message message(
            Incident incident, String receiver, NotificationReason reason, List<Message.Item> items) {
        return new Message(receiver, reason, groupKey(incident.id()), incident.labels(), Map.of(), items);
    }

    private static Message.Item item(IncidentAlert alert, String why) {
        return alert.item().with(Map.of("summary", why + ". " + alert.headline(), "escalation", why));
    }
}
