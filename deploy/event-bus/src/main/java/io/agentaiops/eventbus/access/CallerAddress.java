package io.agentaiops.eventbus.access;

import io.agentaiops.eventbus.redaction.Redaction;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * From where a request comes, as a pseudonym, for network addresses are personal data. Whoever passes a request on says it
 * in the token that they sign, so that nobody can make it up; without such a claim it is the other end of the connection.
 * Behind a reverse proxy that is the client's address with {@code quarkus.http.proxy.proxy-address-forwarding}.
 */
@ApplicationScoped
public class CallerAddress {

    /** The claim of a token that holds the pseudonym. */
    public static final String CLAIM = "aiops_address";

    /** Whose tokens are believed. */
    private static final String ISSUER = "agent-gateway";

    private final CurrentVertxRequest request;
    private final Redaction redaction;

    CallerAddress(CurrentVertxRequest request, Redaction redaction) {
        this.request = request;
        this.redaction = redaction;
    }

    /** The pseudonym for the address of the request that is being served; empty when there is none, as for an event. */
    public Optional<String> current() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(request.getCurrent()).flatMap(this::of)
                : Optional.empty();
    }

    /** The pseudonym for the address of that request. */
    public Optional<String> of(RoutingContext context) {
        return claimed(context)
                .or(() -> Optional.ofNullable(context.request().remoteAddress())
                        .map(SocketAddress::hostAddress)
                        .map(address -> redaction.standIn("address", address)));
    }

    private static Optional<String> claimed(RoutingContext context) {
        @Nullable
        Object claim = context.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
                        && ISSUER.equals(token.getIssuer())
                ? token.getClaim(CLAIM)
                : null;
        return Optional.ofNullable(claim).map(Object::toString);
    }
}
