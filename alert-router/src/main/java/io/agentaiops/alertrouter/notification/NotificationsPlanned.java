package io.agentaiops.alertrouter.notification;

import java.util.List;

/**
 * Fired, inside the transaction, when notifications were planned.
 *
 * @param claimed those that were planned as this replica's own, to be sent after the commit without being looked for
 * @param others whether there are others, which must be looked for
 */
public record NotificationsPlanned(List<Notification> claimed, boolean others) {

    public NotificationsPlanned {
        claimed = List.copyOf(claimed);
    }
}
