package io.agentaiops.agentgateway.key;

import io.agentaiops.agentgateway.key.ApiKeyStore.StoredKey;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes, verifies and revokes keys. Verified keys are remembered for a short time, by fingerprint. */
@ApplicationScoped
class ApiKeys {

    /** A new key, and the only time that it can be seen. */
    record NewKey(ApiKey key, String secret) {

        @Override
        public String toString() {
            return "NewKey[" + key.id() + "]";
        }
    }

    private record Believed(ApiKey key, Instant until) {}

    private static final int MAX_BELIEVED = 10_000;

    private final ApiKeyStore store;
    private final Audit audit;
    private final Clock clock;
    private final Duration believedFor;
    private final Map<String, Believed> believed = new ConcurrentHashMap<>();

    ApiKeys(ApiKeyStore store, Audit audit, Clock clock, KeyConfig config) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.believedFor = config.believedFor();
    }

    /** Whose key it is, if it is valid. */
    Optional<ApiKey> verify(String secret) {
        Instant now = clock.instant();
        String fingerprint = KeyHash.fingerprint(secret);
        Believed known = believed.get(fingerprint);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.key()).filter(key -> key.isValidAt(now));
        }
        Optional<ApiKey> found = store.byLookup(KeyHash.lookupOf(secret))
                .filter(stored -> stored.key().isValidAt(now))
                .filter(stored -> stored.hash().proves(secret))
                .map(StoredKey::key);
        found.ifPresent(key -> remember(fingerprint, key, now));
        return found;
    }

    private void remember(String fingerprint, ApiKey key, Instant now) {
        if (believed.size() >= MAX_BELIEVED) {
            believed.clear();
        }
        believed.put(fingerprint, new Believed(key, now.plus(believedFor)));
        store.used(key.id(), now);
    }

    @Transactional
    NewKey create(String name, String principal, Role role, @Nullable Instant expiresAt, String actor) {
        String secret = KeyHash.newKey();
        ApiKey key = new ApiKey(Ids.next(), name, principal, role, clock.instant(), expiresAt, null, null);
        store.insert(key, KeyHash.of(secret), "api");
        audit.record(actor, "key.create", key.id(), "succeeded", Map.of("principal", principal, "role", role.label()));
        return new NewKey(key, secret);
    }

    @Transactional
    boolean revoke(String id, String actor) {
        boolean revoked = store.revoke(id, clock.instant());
        if (revoked) {
            believed.values().removeIf(known -> known.key().id().equals(id));
            audit.record(actor, "key.revoke", id, "succeeded", Map.of());
        }
        return revoked;
    }

    /** Takes a key that was made outside: the only file-made key of its principal from now on. */
    @Transactional
    void adopt(String secret, String principal, Role role) {
        String lookup = KeyHash.lookupOf(secret);
        if (store.byLookup(lookup).isEmpty()) {
            ApiKey key = new ApiKey(
                    Ids.next(), principal + " (from file)", principal, role, clock.instant(), null, null, null);
            if (store.insert(key, KeyHash.of(secret), "file")) {
                audit.record("agent-gateway", "key.adopt", key.id(), "succeeded", Map.of("principal", principal));
            }
        }
        store.revokeOlderFromFile(principal, lookup, clock.instant());
    }

    List<ApiKey> all() {
        return store.all();
    }
}
