package io.agentaiops.agentgateway.key;

import io.agentaiops.eventbus.operation.Arguments;
import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code keys.rotate}: makes a successor for each key that ends soon (or is too old) and has none, puts it into the handover
 * folder, and lets the old one live on for the grace period, or until its own end. Keys that came from files are their
 * owner's to replace. The evidence names keys by id and prefix, never by name: a name may be a person's.
 */
@ApplicationScoped
class KeyRotation implements CapabilityHandler {

    private static final Duration USUAL_NOTICE = Duration.ofDays(14);
    private static final Duration USUAL_GRACE = Duration.ofDays(7);
    /** Longer than any key lives. */
    private static final Duration NEVER_TOO_OLD = Duration.ofDays(36_500);

    private final ApiKeys keys;
    private final ApiKeyStore store;
    private final Optional<String> folder;
    private final Clock clock;

    @Inject
    KeyRotation(ApiKeys keys, ApiKeyStore store, KeyConfig config, Clock clock) {
        this(keys, store, config.handoverFolder(), clock);
    }

    KeyRotation(ApiKeys keys, ApiKeyStore store, Optional<String> folder, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.folder = folder.filter(text -> !text.isBlank());
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.KEYS_ROTATE;
    }

    @Override
    public Finding perform(Operation operation) {
        Arguments with = operation.arguments();
        Duration notice = with.duration("notice", USUAL_NOTICE);
        Duration age = with.duration("older-than", NEVER_TOO_OLD);
        Duration grace = with.duration("grace", USUAL_GRACE);
        Instant now = clock.instant();
        List<ApiKey> due = store.due(now, now.plus(notice), now.minus(age));
        if (due.isEmpty()) {
            return Finding.good("No key is due: none ends within " + notice.toDays() + " days", Map.of("due", 0));
        }
        if (folder.isEmpty()) {
            return Finding.bad(
                    due.size() + " keys are due, and nobody has said where new ones are to be put: set"
                            + " AIOPS_KEY_HANDOVER_DIR, or rotate them by POST /api/v1/keys/{id}/rotate",
                    Map.of(
                            "due",
                            due.size(),
                            "keys",
                            due.stream().map(KeyRotation::facts).toList()));
        }
        KeyHandover handover = new KeyHandover(Path.of(folder.get()));
        List<Map<String, Object>> rotated = new ArrayList<>();
        for (ApiKey key : due) {
            rotate(key, grace, operation.principal(), handover).ifPresent(rotated::add);
        }
        return Finding.good(
                rotated.size() + " keys have a successor in " + handover.folder() + ", to be put in place within "
                        + grace.toDays() + " days or before the old one ends",
                Map.of("due", due.size(), "keys", rotated));
    }

    /** The new key is on the disk before the transaction that ends the old one commits; a file too many opens nothing. */
    private Optional<Map<String, Object>> rotate(ApiKey key, Duration grace, String actor, KeyHandover handover) {
        return QuarkusTransaction.requiringNew()
                .call(() -> keys.rotate(key.id(), grace, actor).map(made -> {
                    Map<String, Object> facts = new LinkedHashMap<>(facts(key));
                    facts.put("replacedBy", made.key().id());
                    facts.put("file", handover.put(made, key.id()).toString());
                    return facts;
                }));
    }

    private static Map<String, Object> facts(ApiKey key) {
        return Map.of(
                "id",
                key.id(),
                "prefix",
                key.prefix(),
                "role",
                key.role().label(),
                "endsAt",
                key.expiresAt() == null ? "never" : key.expiresAt().toString());
    }
}
