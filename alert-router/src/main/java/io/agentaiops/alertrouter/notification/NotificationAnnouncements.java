package io.agentaiops.alertrouter.notification;

import java.time.Instant;

/** Tells the platform, with the transaction that settled it, how a notification ended. */
public interface NotificationAnnouncements {

    /** It was delivered when {@code failure} is empty, else given up because of it. */
    void settled(Notification notification, String failure, Instant at);
}
