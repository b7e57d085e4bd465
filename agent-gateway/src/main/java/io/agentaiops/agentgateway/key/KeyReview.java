package io.agentaiops.agentgateway.key;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * {@code keys.review}: who may do what by which key, and which keys a review must ask about: those that nobody was named
 * the bearer of, unused ones, endless ones, and the admins'. Fails when there is one without a bearer or an unused one.
 */
@ApplicationScoped
class KeyReview implements CapabilityHandler {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final int MOST = 1000;
    /** After every id. */
    private static final String NEWEST = "g";

    private static final String FROM_FILE = " (from file)";
    private static final String ERASED = "erased-";

    private final ApiKeys keys;
    private final Clock clock;

    KeyReview(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.KEYS_REVIEW;
    }

    @Override
    public Finding perform(Operation operation) {
        Instant now = clock.instant();
        Instant since = now.minus(operation.arguments().duration("window", MONTH));
        List<ApiKey> valid = keys.before(NEWEST, MOST).stream()
                .filter(key -> key.isValidAt(now))
                .toList();
        List<String> ownerless = names(valid, KeyReview::isOwnerless);
        List<String> unused = names(valid, key -> isUnused(key, since));
        List<String> endless = names(valid, key -> key.expiresAt() == null && !isFromFile(key));
        List<String> admins = names(valid, key -> key.role() == Role.ADMIN);
        String summary = valid.size() + " keys, " + admins.size() + " of admins; without a bearer: " + ownerless.size()
                + ", unused: " + unused.size() + ", without an end: " + endless.size();
        Map<String, Object> evidence = Map.of(
                "keys", valid.stream().map(KeyReview::told).toList(),
                "withoutOwner", ownerless,
                "unused", unused,
                "withoutEnd", endless,
                "admins", admins);
        return ownerless.isEmpty() && unused.isEmpty()
                ? Finding.good(summary, evidence)
                : Finding.bad(summary, evidence);
    }

    /** Nobody was named when it was made, so that it bears its own name; or the person was erased. */
    private static boolean isOwnerless(ApiKey key) {
        return key.principal().startsWith(ERASED)
                || (key.role() != Role.SERVICE && key.principal().equals(key.name()));
    }

    /** The platform's own keys, made with it and replaced by a file. */
    private static boolean isFromFile(ApiKey key) {
        return key.name().endsWith(FROM_FILE);
    }

    private static boolean isUnused(ApiKey key, Instant since) {
        Instant used = key.lastUsedAt();
        return key.createdAt().isBefore(since) && (used == null || used.isBefore(since));
    }

    private static List<String> names(List<ApiKey> keys, Predicate<ApiKey> which) {
        return keys.stream()
                .filter(which)
                .map(key -> key.name() + " (" + key.prefix() + ")")
                .toList();
    }

    private static Map<String, String> told(ApiKey key) {
        Map<String, String> told = new TreeMap<>(Map.of(
                "id", key.id(),
                "name", key.name(),
                "principal", key.principal(),
                "role", key.role().label(),
                "scopes",
                        key.scopes().isEmpty()
                                ? "all of its role"
                                : key.scopes().toString(),
                "createdAt", key.createdAt().toString()));
        if (key.expiresAt() != null) {
            told.put("expiresAt", key.expiresAt().toString());
        }
        if (key.lastUsedAt() != null) {
            told.put("lastUsedAt", key.lastUsedAt().toString());
        }
        return told;
    }
}
