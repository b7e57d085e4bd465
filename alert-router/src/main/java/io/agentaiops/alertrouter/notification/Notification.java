package io.agentaiops.alertrouter.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * One message on its way through one channel.
 *
 * @param id unique; receivers get it as idempotency key, the same at every attempt
 * @param channel such as {@code email}
 * @param position which of the receiver's settings for that channel
 * @param title subject line
 * @param message what is told
 * @param externalUrl where a person can look
 * @param attempt the number of this attempt, from 1
 * @param possibleDuplicate whether an earlier attempt was begun and nobody knows how it ended
 * @param createdAt when it was planned
 * @param claimedUntil until when no other replica sends it
 */
public record Notification(
        UUID id,
        String channel,
        int position,
        String title,
        Message message,
        String externalUrl,
        int attempt,
        boolean possibleDuplicate,
        Instant createdAt,
        Instant claimedUntil) {

    /** Names the way that it takes. */
    String way() {
        return way(message.receiver(), channel, position);
    }

    static String way(String receiver, String channel, int position) {
        return receiver + "/" + channel + "/" + position;
    }
}
