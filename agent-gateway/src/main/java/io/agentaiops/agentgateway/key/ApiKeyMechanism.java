package io.agentaiops.agentgateway.key;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** {@code Authorization: Bearer KEY}. Bearer tokens that are JWTs are left to their own mechanism. */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    private static final String SCHEME = "bearer ";
    private static final String JWT_START = "eyJ";
    private static final String REFUSAL = """
            {"type":"about:blank","title":"Unauthorized","status":401,"code":"key-missing-or-invalid",\
            "detail":"Send a valid API key as 'Authorization: Bearer KEY'. ./aiops up writes the first one to .aiops/admin.key."}""";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        String secret = header.substring(SCHEME.length()).strip();
        if (secret.isEmpty() || secret.startsWith(JWT_START)) {
            return Uni.createFrom().nullItem();
        }
        return identities.authenticate(new ApiKeyRequest(secret));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, WWW_AUTHENTICATE, "Bearer realm=\"aiops\""));
    }

    /** Answers with a problem document, so that clients need only one way to read errors. */
    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return Uni.createFrom().item(true);
        }
        context.response()
                .setStatusCode(401)
                .putHeader(WWW_AUTHENTICATE, "Bearer realm=\"aiops\"")
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        return Uni.createFrom()
                .completionStage(context.response().end(REFUSAL).toCompletionStage())
                .replaceWith(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ApiKeyRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer", "api-key"));
    }

    /** Before the mechanism for JWTs, which would refuse a key as a malformed token. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1000;
    }
}
