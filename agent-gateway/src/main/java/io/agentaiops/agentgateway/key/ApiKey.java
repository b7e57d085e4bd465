package io.agentaiops.agentgateway.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is stored: everything but the key.
 *
 * @param id names the key in the API
 * @param name for people
 * @param principal who the bearer is
 * @param role what the bearer may do
 * @param prefix how the key begins, by which its bearer tells it from others
 * @param scopes the parts of the platform that it is good for; empty means all that the role allows
 * @param requestsPerMinute its own limit; null means the usual one of its role, 0 none
 * @param replaces the key that this one took the place of
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
        String prefix,
        List<Scope> scopes,
        @Nullable Integer requestsPerMinute,
        @Nullable String replaces,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    ApiKey {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(principal, "principal");
        requireNonNull(role, "role");
        requireNonNull(prefix, "prefix");
        requireNonNull(createdAt, "createdAt");
        scopes = List.copyOf(scopes);
    }

    boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    KeyGrant grant() {
        return new KeyGrant(id, scopes, requestsPerMinute);
    }

    /** A key in its place: the same bearer, rights and limits. */
    ApiKey successor(String newId, String newPrefix, Instant now, @Nullable Instant end) {
        return new ApiKey(newId, name, principal, role, newPrefix, scopes, requestsPerMinute, id, now, end, null, null);
    }
}
