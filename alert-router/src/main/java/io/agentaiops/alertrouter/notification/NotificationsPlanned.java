package io.agentaiops.alertrouter.notification;

import java.util.List;

/**
 * Fired, inside the transaction, when notifications were planned.
 *
 * @param claimed those that were planned as this replica's own, to be sent after the commit without being looked for
 */
public record NotificationsPlanned(List<Notification> claimed) {

    public NotificationsPlanned {
        claimed = List.copyOf(claimed);
    }
}
