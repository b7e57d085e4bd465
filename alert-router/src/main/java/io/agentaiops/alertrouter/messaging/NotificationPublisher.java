package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationAnnouncements;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.alert.NotificationSettled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Says how notifications ended. */
@ApplicationScoped
class NotificationPublisher implements NotificationAnnouncements {

    private final Outbox outbox;
    private final Redaction redaction;

    NotificationPublisher(Outbox outbox, Redaction redaction) {
        this.outbox = outbox;
        this.redaction = redaction;
    }

    @Override
    public void settled(List<Settled> settled, Instant at) {
        outbox.publishAll(settled.stream()
                .map(over -> event(over.notification(), over.failure(), at))
                .toList());
    }

    private NotificationSettled event(Notification notification, String failure, Instant at) {
        return new NotificationSettled(
                notification.id().toString(),
                redaction.redact(notification.message().groupKey()),
                notification.message().receiver(),
                notification.channel(),
                failure.isEmpty() ? NotificationSettled.Outcome.DELIVERED : NotificationSettled.Outcome.DEAD,
                redaction.redact(notification.title()),
                notification.attempt(),
                redaction.redact(failure),
                at);
    }
}
