package io.agentaiops.agentgateway.key;

import io.agentaiops.agentgateway.key.ApiKeyStore.StoredKey;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.Ids;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes, verifies, replaces and revokes keys. A verified key is believed for a short time, by its fingerprint; after
 * that its row is read again, and the slow hash is computed again only when the row holds another one.
 */
@ApplicationScoped
class ApiKeys {

    /** A new key, and the only time that it can be seen. */
    record NewKey(ApiKey key, String secret) {

        @Override
        public String toString() {
            return "NewKey[" + key.id() + "]";
        }
    }

    /**
     * What a new key is to be.
     *
     * @param name for people
     * @param principal who its bearer is
     * @param role what the bearer may do
     * @param scopes the parts of the platform that it is good for
     * @param requestsPerMinute its own limit
     * @param expiresAt its end
     */
    record Wanted(
            String name,
            String principal,
            Role role,
            List<Scope> scopes,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant expiresAt) {}

    private record Believed(StoredKey stored, Instant until) {}

    private static final int MAX_BELIEVED = 10_000;

    private final ApiKeyStore store;
    private final Audit audit;
    private final Clock clock;
    private final Duration believedFor;
    private final Map<String, Believed> believed = new ConcurrentHashMap<>();
    private final Set<String> shownLately = ConcurrentHashMap.newKeySet();
    private volatile Set<String> lookups = Set.of();

    ApiKeys(ApiKeyStore store, Audit audit, Clock clock, KeyConfig config) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.believedFor = config.believedFor();
    }

    /** Whose key it is, if that was found out a moment ago; no I/O. */
    Optional<ApiKey> believed(String secret) {
        Instant now = clock.instant();
        String fingerprint = KeyHash.fingerprint(secret);
        Optional<ApiKey> known = Optional.ofNullable(believed.get(fingerprint))
                .filter(stored -> now.isBefore(stored.until()))
                .map(stored -> stored.stored().key())
                .filter(key -> key.isValidAt(now));
        known.ifPresent(key -> shownLately.add(fingerprint));
        return known;
    }

    /** Whether it may be one of the keys that there were a moment ago; no I/O. Wrong keys are not known. */
    boolean isKnown(String secret) {
        return lookups.contains(KeyHash.lookupOf(secret)) || believed(secret).isPresent();
    }

    @Scheduled(every = "10s", identity = "known-keys", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void learnKeys() {
        Instant now = clock.instant();
        lookups = store.lookups(now);
        renewBelieved(now);
    }

    /** Reads the rows of the keys in use again, so that no request has to wait for that. */
    private void renewBelieved(Instant now) {
        Map<String, Believed> inUse = new HashMap<>();
        believed.forEach((fingerprint, known) -> {
            if (shownLately.remove(fingerprint)) {
                inUse.put(fingerprint, known);
            }
        });
        if (inUse.isEmpty()) {
            return;
        }
        Map<String, StoredKey> stored = store.byLookups(inUse.values().stream()
                .map(known -> known.stored().hash().lookup())
                .toList());
        inUse.forEach((fingerprint, known) -> {
            StoredKey read = stored.get(known.stored().hash().lookup());
            boolean same = read != null
                    && read.hash().isSameAs(known.stored().hash())
                    && read.key().isValidAt(now);
            // Whoever forgot the key meanwhile has the last word.
            believed.computeIfPresent(
                    fingerprint,
                    (key, before) -> same && read != null ? new Believed(read, now.plus(believedFor)) : null);
        });
        store.used(stored.values().stream().map(read -> read.key().id()).toList(), now);
    }

    /** Whose key it is, if it is valid. */
    Optional<ApiKey> verify(String secret) {
        Optional<ApiKey> remembered = believed(secret);
        return remembered.isPresent() ? remembered : check(secret);
    }

    private Optional<ApiKey> check(String secret) {
        Instant now = clock.instant();
        String fingerprint = KeyHash.fingerprint(secret);
        Optional<StoredKey> found = store.byLookup(KeyHash.lookupOf(secret))
                .filter(stored -> stored.key().isValidAt(now))
                .filter(stored -> isProven(fingerprint, secret, stored));
        if (found.isEmpty()) {
            believed.remove(fingerprint);
            return Optional.empty();
        }
        remember(fingerprint, found.get(), now);
        return found.map(StoredKey::key);
    }

    private boolean isProven(String fingerprint, String secret, StoredKey stored) {
        Believed before = believed.get(fingerprint);
        return (before != null && before.stored().hash().isSameAs(stored.hash()))
                || stored.hash().proves(secret);
    }

    private void remember(String fingerprint, StoredKey stored, Instant now) {
        if (believed.size() >= MAX_BELIEVED) {
            believed.clear();
        }
        believed.put(fingerprint, new Believed(stored, now.plus(believedFor)));
        store.used(List.of(stored.key().id()), now);
    }

    @Transactional
    NewKey create(Wanted wanted, String actor) {
        String secret = KeyHash.newKey();
        ApiKey key = new ApiKey(
                Ids.next(),
                wanted.name(),
                wanted.principal(),
                wanted.role(),
                KeyHash.prefixOf(secret),
                wanted.scopes(),
                wanted.requestsPerMinute(),
                null,
                clock.instant(),
                wanted.expiresAt(),
                null,
                null);
        store.insert(key, KeyHash.of(secret), "api");
        audit.record(
                actor,
                "key.create",
                key.id(),
                "succeeded",
                Map.of(
                        "principal", key.principal(),
                        "role", key.role().label(),
                        "scopes", key.scopes().toString()));
        return new NewKey(key, secret);
    }

    /** A new key in the place of that one, which stays valid for the grace period; empty when it is not valid. */
    @Transactional
    Optional<NewKey> rotate(String id, Duration grace, String actor) {
        Instant now = clock.instant();
        return store.find(id).filter(old -> old.isValidAt(now)).map(old -> {
            String secret = KeyHash.newKey();
            Instant end = sameLifetime(old, now);
            ApiKey key = old.successor(Ids.next(), KeyHash.prefixOf(secret), now, end);
            store.insert(key, KeyHash.of(secret), "api");
            store.expireBy(id, now.plus(grace));
            forget(id);
            audit.record(actor, "key.rotate", id, "succeeded", Map.of("replacedBy", key.id()));
            return new NewKey(key, secret);
        });
    }

    private static @Nullable Instant sameLifetime(ApiKey old, Instant now) {
        Instant end = old.expiresAt();
        return end == null ? null : now.plus(Duration.between(old.createdAt(), end));
    }

    @Transactional
    boolean revoke(String id, String actor) {
        boolean revoked = store.revoke(id, clock.instant());
        if (revoked) {
            forget(id);
            audit.record(actor, "key.revoke", id, "succeeded", Map.of());
        }
        return revoked;
    }

    private void forget(String id) {
        believed.values().removeIf(known -> known.stored().key().id().equals(id));
    }

    /** Believes none of somebody's keys any more without asking. */
    void forgetAll(String principal) {
        believed.values().removeIf(known -> known.stored().key().principal().equals(principal));
    }

    /** Takes a key that was made outside: the only file-made key of its principal from now on. */
    @Transactional
    void adopt(String secret, String principal, Role role) {
        String lookup = KeyHash.lookupOf(secret);
        if (store.byLookup(lookup).isEmpty()) {
            ApiKey key = new ApiKey(
                    Ids.next(),
                    principal + " (from file)",
                    principal,
                    role,
                    KeyHash.prefixOf(secret),
                    List.of(),
                    null,
                    null,
                    clock.instant(),
                    null,
                    null,
                    null);
            if (store.insert(key, KeyHash.of(secret), "file")) {
                audit.record("agent-gateway", "key.adopt", key.id(), "succeeded", Map.of("principal", principal));
            }
        }
        store.revokeOlderFromFile(principal, lookup, clock.instant());
    }

    /** Keys, newest first, from before the one of that id. */
    List<ApiKey> before(String id, int limit) {
        return store.before(id, limit);
    }
}
