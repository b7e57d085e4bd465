package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationAnnouncements;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.alert.NotificationSettled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Says how notifications ended. */
@ApplicationScoped
class NotificationPublisher implements NotificationAnnouncements {

    private final Outbox outbox;

    NotificationPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void settled(List<Settled> settled, Instant at) {
        outbox.publishAll(settled.stream()
                .map(over -> event(over.notification(), over.failure(), at))
                .toList());
    }

    private static NotificationSettled event(Notification notification, String failure, Instant at) {
        return new NotificationSettled(
                notification.id().toString(),
                notification.message().groupKey(),
                notification.message().receiver(),
                notification.channel(),
                failure.isEmpty() ? NotificationSettled.Outcome.DELIVERED : NotificationSettled.Outcome.DEAD,
                notification.title(),
                notification.attempt(),
                failure,
                at);
    }
}
