package io.agentaiops.eventcontracts.alert;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * A notification reached its receiver, or was given up.
 *
 * @param notificationId unique
 * @param groupKey the alert group it was about
 * @param receiver name of the receiver
 * @param channel email, slack, sms, webhook or dashboard
 * @param outcome how it ended
 * @param title its subject line
 * @param attempts number of attempts made
 * @param reason why it was given up; empty when delivered
 * @param settledAt when
 */
public record NotificationSettled(
        String notificationId,
        String groupKey,
        String receiver,
        String channel,
        Outcome outcome,
        String title,
        int attempts,
        String reason,
        Instant settledAt)
        implements Event {

    /** How a notification can end. */
    public enum Outcome {
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("dead")
        DEAD
    }

    public NotificationSettled {
        Require.text(notificationId, "notificationId");
        Require.text(groupKey, "groupKey");
        Require.text(receiver, "receiver");
        Require.text(channel, "channel");
        requireNonNull(outcome, "outcome");
        requireNonNull(title, "title");
        Require.notNegative(attempts, "attempts");
        requireNonNull(reason, "reason");
        requireNonNull(settledAt, "settledAt");
    }

    @Override
    public String key() {
        return groupKey;
    }
}
