package io.agentaiops.alertrouter.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Takes API keys, as Prometheus, amtool and scripts send them; leaves the gateway's tokens to the JWT mechanism. */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    /** Each role holds those after it. */
    private static final List<String> RANKS = List.of("admin", "approver", "operator", "viewer");

    private final KeyVerifier verifier;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    ApiKeyMechanism(KeyVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Optional<String> key = Credentials.key(context.request().getHeader("Authorization"));
        if (key.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        var vertxContext = context.vertx().getOrCreateContext();
        return Uni.createFrom()
                .item(() -> identity(key.get()))
                .runSubscriptionOn(executor)
                .emitOn(task -> vertxContext.runOnContext(ignored -> task.run()));
    }

    private SecurityIdentity identity(String key) {
        KeyVerdict verdict =
                verifier.verify(key).orElseThrow(() -> new AuthenticationFailedException("the key is not valid"));
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(verdict.principal()))
                .addRoles(withImplied(verdict.allRoles()))
                .build();
    }

    private static Set<String> withImplied(Set<String> roles) {
        Set<String> all = new HashSet<>(roles);
        for (int i = 0; i < RANKS.size(); i++) {
            if (all.contains(RANKS.get(i))) {
                all.addAll(RANKS.subList(i, RANKS.size()));
            }
        }
        return all;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Basic realm=\"alert-router\""));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /** Before the mechanism for tokens, which would refuse what is not one. */
    @Override
    public int getPriority() {
        return 2_000;
    }
}
