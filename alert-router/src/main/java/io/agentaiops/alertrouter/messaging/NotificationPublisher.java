package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationAnnouncements;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.alert.NotificationSettled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Says how a notification ended. */
@ApplicationScoped
class NotificationPublisher implements NotificationAnnouncements {

    private final Outbox outbox;

    NotificationPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void settled(Notification notification, String failure, Instant at) {
        outbox.publish(new NotificationSettled(
                notification.id().toString(),
                notification.message().groupKey(),
                notification.message().receiver(),
                notification.channel(),
                failure.isEmpty() ? NotificationSettled.Outcome.DELIVERED : NotificationSettled.Outcome.DEAD,
                notification.title(),
                notification.attempt(),
                failure,
                at));
    }
}
