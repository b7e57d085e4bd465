package io.agentaiops.alertrouter.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the delivery log says of one notification.
 *
 * @param id unique
 * @param groupKey the alert group
 * @param receiver who was to be told
 * @param channel how
 * @param title subject line
 * @param state pending, sending, delivered or dead
 * @param attempts how many attempts were begun
 * @param possibleDuplicate whether the receiver may have got it twice
 * @param lastError what went wrong last; empty when nothing did
 * @param createdAt when it was planned
 * @param settledAt when it was delivered or given up
 */
public record LogEntry(
        UUID id,
        String groupKey,
        String receiver,
        String channel,
        String title,
        String state,
        int attempts,
        boolean possibleDuplicate,
        String lastError,
        Instant createdAt,
        @Nullable Instant settledAt) {}
