package io.agentaiops.agentgateway.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is stored: everything but the key.
 *
 * @param id names the key in the API
 * @param name for people
 * @param principal who the bearer is
 * @param role what the bearer may do
 * @param createdAt when it was made
 * @param expiresAt no longer valid from then on
 * @param lastUsedAt about when it was last used
 * @param revokedAt no longer valid since then
 */
record ApiKey(
        String id,
        String name,
        String principal,
        Role role,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    ApiKey {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(principal, "principal");
        requireNonNull(role, "role");
        requireNonNull(createdAt, "createdAt");
    }

    boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
