package io.agentaiops.agentgateway.peer;

import io.agentaiops.eventbus.access.CallerAddress;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signs the short-lived tokens by which the other services know a caller. One is used again for half of its life:
 * signing costs more than the rest of a request that is passed on.
 */
@ApplicationScoped
public class PeerTokens {

    /** Who calls, and from where, as a pseudonym; empty for what nobody asked for. */
    private record Call(Caller caller, String address) {}

    private record Signed(String bearer, Instant until) {}

    /** Tells tokens that open REST interfaces from the proofs of decisions, which travel over the bus. */
    private static final String AUDIENCE = "agent-aiops";

    private static final Duration LIFESPAN = Duration.ofSeconds(60);
    private static final Duration USED_AGAIN = Duration.ofSeconds(30);
    private static final int MOST = 1_000;

    private final Clock clock;
    private final Map<Call, Signed> signed = new ConcurrentHashMap<>();

    PeerTokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * The value of an {@code Authorization} header; good for at least half a minute.
     *
     * @param address the pseudonym of the address that the caller calls from; the audit of the other service names it
     */
    public String bearer(Caller caller, Optional<String> address) {
        Call call = new Call(caller, address.orElse(""));
        Instant now = clock.instant();
        Signed known = signed.get(call);
        if (known != null && now.isBefore(known.until())) {
            return known.bearer();
        }
        if (signed.size() >= MOST) {
            signed.values().removeIf(old -> !now.isBefore(old.until()));
        }
        String bearer = sign(call);
        if (signed.size() < MOST) {
            signed.put(call, new Signed(bearer, now.plus(USED_AGAIN)));
        }
        return bearer;
    }

    private static String sign(Call call) {
        Caller caller = call.caller();
        JwtClaimsBuilder claims = Jwt.subject(caller.principal())
                .upn(caller.principal())
                .groups(caller.roles())
                .issuer("agent-gateway")
                .audience(AUDIENCE)
                .expiresIn(LIFESPAN);
        if (!call.address().isEmpty()) {
            claims.claim(CallerAddress.CLAIM, call.address());
        }
        return "Bearer " + claims.sign();
    }
}
