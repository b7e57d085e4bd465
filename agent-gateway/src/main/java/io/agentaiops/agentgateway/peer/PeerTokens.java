package io.agentaiops.agentgateway.peer;

import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Signs the short-lived tokens by which the other services know a caller. */
@ApplicationScoped
public class PeerTokens {

    /** Tells tokens that open REST interfaces from the proofs of decisions, which travel over the bus. */
    private static final String AUDIENCE = "agent-aiops";

    private static final Duration LIFESPAN = Duration.ofSeconds(60);

    /** The value of an {@code Authorization} header. */
    public String bearer(Caller caller) {
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
