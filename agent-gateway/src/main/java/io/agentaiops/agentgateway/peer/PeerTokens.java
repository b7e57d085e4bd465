package io.agentaiops.agentgateway.peer;

import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs the short-lived tokens by which the other services know a caller. One is used again for half of its life:
 * signing costs more than the rest of a request that is passed on.
 */
@ApplicationScoped
public class PeerTokens {

    private record Signed(String bearer, Instant until) {}

    /** Tells tokens that open REST interfaces from the proofs of decisions, which travel over the bus. */
    private static final String AUDIENCE = "agent-aiops";

    private static final Duration LIFESPAN = Duration.ofSeconds(60);
    private static final Duration USED_AGAIN = Duration.ofSeconds(30);
    private static final int MOST = 1_000;

    private final Clock clock;
    private final Map<Caller, Signed> signed = new ConcurrentHashMap<>();

    PeerTokens(Clock clock) {
        this.clock = clock;
    }

    /** The value of an {@code Authorization} header; good for at least half a minute. */
    public String bearer(Caller caller) {
        Instant now = clock.instant();
        Signed known = signed.get(caller);
        if (known != null && now.isBefore(known.until())) {
            return known.bearer();
        }
        if (signed.size() >= MOST) {
            signed.values().removeIf(old -> !now.isBefore(old.until()));
        }
        String bearer = sign(caller);
        if (signed.size() < MOST) {
            signed.put(caller, new Signed(bearer, now.plus(USED_AGAIN)));
        }
        return bearer;
    }

    private static String sign(Caller caller) {
        return "Bearer "
                + Jwt.subject(caller.principal())
                        .upn(caller.principal())
                        .groups(caller.roles())
                        .issuer("agent-gateway")
                        .audience(AUDIENCE)
                        .expiresIn(LIFESPAN)
                        .sign();
    }
}
