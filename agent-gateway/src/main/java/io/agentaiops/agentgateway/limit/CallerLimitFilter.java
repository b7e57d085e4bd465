package io.agentaiops.agentgateway.limit;

import io.agentaiops.agentgateway.key.KeyGrant;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges every request of a known caller before anything is done for it, whoever serves it: whether the key is good for
 * that part of the platform, and whether the caller has not asked too often. Headers follow
 * draft-ietf-httpapi-ratelimit-headers. Anonymous requests are left to authentication.
 */
@ApplicationScoped
class CallerLimitFilter {

    /** After authentication (200) and authorisation (100) of the HTTP layer. */
    private static final int PRIORITY = 90;

    private static final Set<String> UNLIMITED = Set.of("admin", "service");

    private final RateBuckets buckets;
    private final LimitConfig config;
    private final LimitMetrics metrics;

    CallerLimitFilter(RateBuckets buckets, LimitConfig config, LimitMetrics metrics) {
        this.buckets = buckets;
        this.config = config;
        this.metrics = metrics;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        if (!(context.user() instanceof QuarkusHttpUser user)
                || user.getSecurityIdentity().isAnonymous()
                || context.normalizedPath().startsWith("/q/")) {
            context.next();
            return;
        }
        SecurityIdentity identity = user.getSecurityIdentity();
        KeyGrant grant = identity.getAttribute(KeyGrant.ATTRIBUTE);
        if (grant != null && !grant.allows(context.request().method().name(), context.normalizedPath())) {
            metrics.refused("scope");
            refuse(
                    context,
                    403,
                    "scope-missing",
                    "Forbidden",
                    "This key is good for " + grant.scopes() + " only. An administrator can make one for more.");
            return;
        }
        long limit = limitOf(identity, grant);
        if (limit > 0) {
            limited(context, buckets.take(nameOf(identity, grant), limit));
        } else {
            context.next();
        }
    }

    private void limited(RoutingContext context, RateBuckets.Judgement judgement) {
        HttpServerResponse response = context.response();
        long seconds = Math.max(1, judgement.again().plusMillis(999).toSeconds());
        response.putHeader("RateLimit-Policy", "\"minute\";q=" + judgement.limit() + ";w=60");
        response.putHeader("RateLimit", "\"minute\";r=" + judgement.remaining() + ";t=" + seconds);
        if (judgement.allowed()) {
            context.next();
            return;
        }
        metrics.refused("rate");
        response.putHeader("Retry-After", Long.toString(seconds));
        refuse(
                context,
                429,
                "rate-limited",
                "Too many requests",
                "At most " + judgement.limit() + " requests a minute are taken from this caller. Try again in "
                        + seconds + " s.");
    }

    private long limitOf(SecurityIdentity identity, @Nullable KeyGrant grant) {
        Integer own = grant == null ? null : grant.requestsPerMinute();
        if (own != null) {
            return own;
        }
        return identity.getRoles().stream().anyMatch(UNLIMITED::contains) ? 0 : config.requestsPerMinute();
    }

    private static String nameOf(SecurityIdentity identity, @Nullable KeyGrant grant) {
        return grant == null ? "person:" + identity.getPrincipal().getName() : "key:" + grant.keyId();
    }

    private static void refuse(RoutingContext context, int status, String code, String title, String detail) {
        JsonObject problem = new JsonObject()
                .put("type", "urn:agent-aiops:problem:" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
        var unused = context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }
}
