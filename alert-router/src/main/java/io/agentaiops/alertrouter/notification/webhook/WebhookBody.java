package io.agentaiops.alertrouter.notification.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The body of Alertmanager's webhook, version 4; names and meanings are Alertmanager's.
 */
record WebhookBody(
        String version,
        String groupKey,
        int truncatedAlerts,
        String status,
        String receiver,
        Labels groupLabels,
        Labels commonLabels,
        Map<String, String> commonAnnotations,
        Map<String, String> routeLabels,
        @JsonProperty("externalURL") String externalUrl,
        @JsonProperty("notification_reason") String notificationReason,
        List<Item> alerts) {

    /** Go's zero time: what Alertmanager sends for the end of an alert that still fires. */
    private static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    /** One alert. */
    record Item(
            String status,
            Labels labels,
            Map<String, String> annotations,
            Instant startsAt,
            Instant endsAt,
            @JsonProperty("generatorURL") String generatorUrl,
            String fingerprint) {

        static Item of(Message.Item item) {
            return new Item(
                    item.resolved() ? "resolved" : "firing",
                    item.labels(),
                    item.annotations(),
                    item.startsAt(),
                    item.resolved() ? item.endsAt() : NO_TIME,
                    item.generatorUrl(),
                    item.fingerprint());
        }
    }

    static WebhookBody of(Notification notification, int maxAlerts) {
        Message message = notification.message();
        int count = message.alerts().size();
        int kept = maxAlerts > 0 ? Math.min(count, maxAlerts) : count;
        return new WebhookBody(
                "4",
                message.groupKey(),
                count - kept,
                message.status(),
                message.receiver(),
                message.groupLabels(),
                message.commonLabels(),
                message.commonAnnotations(),
                message.routeLabels(),
                notification.externalUrl(),
                message.reason().text(),
                message.alerts().subList(0, kept).stream().map(Item::of).toList());
    }
}
