package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.operation.Outcome.Succeeded;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code notify.send}: a message of a procedure, to a receiver by name or to whom the routes lead. */
@ApplicationScoped
class NotifyOperation {

    private static final String NAME = "Message";

    private final CurrentConfig config;
    private final NotificationQueue queue;
    private final Clock clock;

    NotifyOperation(CurrentConfig config, NotificationQueue queue, Clock clock) {
        this.config = config;
        this.queue = queue;
        this.clock = clock;
    }

    /** Planned with the transaction; how the delivery ends is seen in the delivery log. */
    Outcome send(Order order) {
        Labels labels =
                Labels.of(Map.of(Labels.ALERT_NAME, NAME, Labels.SEVERITY, order.text(Labels.SEVERITY, "info")));
        Map<String, String> texts = Map.of("summary", order.text("title"), "description", order.text("text"));
        AlertingConfig current = config.get();
        Map<String, Object> channels = new LinkedHashMap<>();
        for (String name : receivers(order, labels, current)) {
            Message message = message(order, name, labels, texts);
            channels.put(
                    name,
                    order.dryRun()
                            ? current.receiver(name).ways().stream()
                                    .map(way -> way.channel())
                                    .toList()
                            : queue.plan(current.receiver(name), message, "operation:" + order.id(), 1));
        }
        String verb = order.dryRun() ? "would be sent to " : "on its way to ";
        return new Succeeded(verb + channels, Map.of("receivers", channels));
    }

    private static List<String> receivers(Order order, Labels labels, AlertingConfig current) {
        String wanted = order.text("receiver", "");
        if (!wanted.isEmpty()) {
            return List.of(current.receiver(wanted).name());
        }
        return current.routes().match(labels).stream()
                .map(route -> route.receiver())
                .distinct()
                .toList();
    }

    private Message message(Order order, String receiver, Labels labels, Map<String, String> texts) {
        Instant now = clock.instant();
        Message.Item item = new Message.Item(
                false, labels, texts, now, now, "", labels.fingerprint().value());
        return new Message(
                receiver, NotificationReason.ON_REQUEST, "operation:" + order.id(), Labels.of(Map.of()), List.of(item));
    }
}
