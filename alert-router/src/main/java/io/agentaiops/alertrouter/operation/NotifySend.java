package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.AlertingConfig;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.NotificationQueue;
import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code notify.send}: a message of a procedure, to a receiver by name or to whom the routes lead. */
@ApplicationScoped
class NotifySend implements CapabilityHandler {

    private static final String NAME = "Message";

    private final CurrentConfig config;
    private final NotificationQueue queue;
    private final Clock clock;

    NotifySend(CurrentConfig config, NotificationQueue queue, Clock clock) {
        this.config = config;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.NOTIFY_SEND;
    }

    /** Plans the notifications; how the delivery ends is seen in the delivery log. */
    @Override
    @Transactional
    public Finding perform(Operation operation) {
        Arguments arguments = operation.arguments();
        Labels labels =
                Labels.of(Map.of(Labels.ALERT_NAME, NAME, Labels.SEVERITY, arguments.text(Labels.SEVERITY, "info")));
        Map<String, String> texts = Map.of("summary", arguments.text("title"), "description", arguments.text("text"));
        AlertingConfig current = config.get();
        Map<String, Object> channels = new LinkedHashMap<>();
        for (String name : receivers(arguments, labels, current)) {
            Message message = message(operation, name, labels, texts);
            channels.put(
                    name,
                    queue.plan(new NotificationQueue.Plan(
                            current.receiver(name), message, "operation:" + operation.id(), 1)));
        }
        return Finding.good("on its way to " + channels, Map.of("receivers", channels));
    }

    private static List<String> receivers(Arguments arguments, Labels labels, AlertingConfig current) {
        String wanted = arguments.text("receiver", "");
        if (!wanted.isEmpty()) {
            return List.of(current.receiver(wanted).name());
        }
        return current.routes().match(labels).stream()
                .map(route -> route.receiver())
                .distinct()
                .toList();
    }

    private Message message(Operation operation, String receiver, Labels labels, Map<String, String> texts) {
        return Message.onRequest(receiver, "operation:" + operation.id(), labels, texts, clock.instant());
    }
}
