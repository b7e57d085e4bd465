package io.agentaiops.alertrouter.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Judges API keys by asking the gateway, and remembers its answers: for a minute as they are, and for an hour while the
 * gateway does not answer, so that alerts come in when the gateway is what is down. Keys are remembered by their hash.
 */
@ApplicationScoped
class KeyVerifier {

    private static final Logger LOG = Logger.getLogger(KeyVerifier.class);
    private static final int REMEMBERED = 1_000;
    private static final Duration REFUSED_FOR = Duration.ofSeconds(5);

    private final GatewayKeysClient gateway;
    private final GatewayConfig config;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    KeyVerifier(GatewayKeysClient gateway, GatewayConfig config, Clock clock) {
        this.gateway = gateway;
        this.config = config;
        this.clock = clock;
    }

    /** An answer and when it was given. */
    private record Remembered(KeyVerdict verdict, Instant at) {}

    /** Whose the key is; empty when it is refused, or when nobody can tell. */
    Optional<KeyVerdict> verify(String key) {
        String hash = hash(key);
        Instant now = clock.instant();
        @Nullable Remembered known = remembered.get(hash);
        if (known != null && age(known, now).compareTo(freshFor(known)) < 0) {
            return active(known.verdict());
        }
        try {
            KeyVerdict verdict = gateway.introspect(key);
            if (remembered.size() >= REMEMBERED) {
                remembered.clear();
            }
            remembered.put(hash, new Remembered(verdict, now));
            return active(verdict);
        } catch (IOException e) {
            LOG.warnf("key not checked, the gateway does not answer reason=%s", e.getMessage());
            return known != null && age(known, now).compareTo(config.believedAtMost()) < 0
                    ? active(known.verdict())
                    : Optional.empty();
        }
    }

    private Duration freshFor(Remembered known) {
        return known.verdict().active() ? config.believedFor() : REFUSED_FOR;
    }

    private static Duration age(Remembered known, Instant now) {
        return Duration.between(known.at(), now);
    }

    private static Optional<KeyVerdict> active(KeyVerdict verdict) {
        return verdict.active() && verdict.principal() != null ? Optional.of(verdict) : Optional.empty();
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
