package io.agentaiops.agentgateway.key;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;

/**
 * {@code Authorization: Bearer KEY}. Bearer tokens that are JWTs are left to their own mechanism. Whoever tries too many
 * wrong keys is shut out for a while; keys that are known here still open, from any address.
 */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {

    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    private static final String SCHEME = "bearer ";
    private static final String JWT_START = "eyJ";
    private static final String REFUSAL = """
            {"type":"about:blank","title":"Unauthorized","status":401,"code":"key-missing-or-invalid",\
            "detail":"Send a valid API key as 'Authorization: Bearer KEY'. ./aiops up writes the first one to .aiops/admin.key."}""";
    private static final String OPENAI_REFUSAL = """
            {"error":{"message":"Send a valid API key as 'Authorization: Bearer KEY'.","type":"invalid_request_error",\
            "param":null,"code":"invalid_api_key"}}""";
    private static final String TOO_MANY = """
            {"type":"urn:agent-aiops:problem:too-many-wrong-keys","title":"Too many requests","status":429,\
            "code":"too-many-wrong-keys","detail":"Too many wrong keys came from this address. Try again later."}""";
    private static final String SHUT_OUT = "aiops.key.shut-out";

    private final ApiKeys keys;
    private final WrongKeys wrong;
    private final KeyMetrics metrics;

    ApiKeyMechanism(ApiKeys keys, KeyConfig config, KeyMetrics metrics, Clock clock) {
        this.keys = keys;
        this.wrong = new WrongKeys(config.wrongPerMinute(), clock);
        this.metrics = metrics;
    }

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
        String address = context.request().remoteAddress().hostAddress();
        boolean known = keys.isKnown(secret);
        if (!known && !wrong.take(address)) {
            metrics.verified("shut-out");
            context.put(SHUT_OUT, wrong.retryAfter(address).toSeconds());
            return Uni.createFrom().failure(new AuthenticationFailedException("too many wrong keys"));
        }
        return identities
                .authenticate(new ApiKeyRequest(secret))
                .invoke(identity -> {
                    metrics.verified("valid");
                    if (!known) {
                        wrong.giveBack(address);
                    }
                })
                .onFailure()
                .invoke(failure -> {
                    if (failure instanceof AuthenticationFailedException) {
                        metrics.verified("wrong");
                    } else if (!known) {
                        wrong.giveBack(address);
                    }
                });
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
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        Long wait = context.get(SHUT_OUT);
        if (wait != null) {
            return end(context.response().setStatusCode(429).putHeader("Retry-After", wait.toString()), TOO_MANY);
        }
        HttpServerResponse refused =
                context.response().setStatusCode(401).putHeader(WWW_AUTHENTICATE, "Bearer realm=\"aiops\"");
        if (context.normalizedPath().startsWith("/v1/")) {
            return end(refused.putHeader(HttpHeaders.CONTENT_TYPE, "application/json"), OPENAI_REFUSAL);
        }
        return end(refused, REFUSAL);
    }

    private static Uni<Boolean> end(HttpServerResponse response, String body) {
        return Uni.createFrom()
                .completionStage(response.end(body).toCompletionStage())
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
