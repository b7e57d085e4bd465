package io.agentaiops.alertrouter.notification;

import java.time.Instant;
import java.util.List;

/** Tells the platform, with the transaction that settled them, how notifications ended. */
public interface NotificationAnnouncements {

    /**
     * A notification that is over.
     *
     * @param notification which
     * @param failure why it was given up; empty: it was delivered
     */
    record Settled(Notification notification, String failure) {}

    /** These are over since {@code at}. */
    void settled(List<Settled> settled, Instant at);
}
