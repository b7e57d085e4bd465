package io.agentaiops.agentgateway.proxy;

import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.peer.Peer;
import io.agentaiops.agentgateway.peer.PeerConfig;
import io.agentaiops.agentgateway.peer.PeerTokens;
import io.agentaiops.eventbus.access.CallerAddress;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to the owner of their path, streaming both ways. The caller's key stays here: the owner gets a
 * token that says who calls and what they may do, and decides itself.
 */
@ApplicationScoped
class ServiceProxy {

    private static final Logger LOG = Logger.getLogger(ServiceProxy.class);

    private final PeerConfig config;
    private final PeerTokens tokens;
    private final CallerAddress addresses;
    private final OwnBodies own;
    private final HttpClient client;

    ServiceProxy(Vertx vertx, PeerConfig config, PeerTokens tokens, CallerAddress addresses, OwnBodies own) {
        this.own = own;
        this.config = config;
        this.tokens = tokens;
        this.addresses = addresses;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAlive(true)
                .setMaxPoolSize(256)
                .setDecompressionSupported(false));
    }

    void register(@Observes Router router) {
        router.route("/api/*").handler(this::handle).failureHandler(own::failed);
    }

    private void handle(RoutingContext context) {
        Routes.ownerOf(context.normalizedPath())
                .ifPresentOrElse(owner -> passOn(context, owner), () -> own.read(context));
    }

    private void passOn(RoutingContext context, Peer owner) {
        SecurityIdentity identity = identity(context);
        if (identity == null || identity.isAnonymous()) {
            context.fail(401);
            return;
        }
        String token = tokens.bearer(
                new Caller(identity.getPrincipal().getName(), identity.getRoles()), addresses.of(context));
        URI address = config.addressOf(owner);
        HttpProxy.reverseProxy(client)
                .origin(address.getPort() < 0 ? 80 : address.getPort(), address.getHost())
                .addInterceptor(new AsCaller(owner, token))
                .handle(context.request());
    }

    private static @Nullable SecurityIdentity identity(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null;
    }

    /** Puts the token in place of the key, and a problem document in place of a silent owner. */
    private record AsCaller(Peer owner, String token) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            context.request().headers().remove(HttpHeaders.COOKIE);
            context.request().putHeader(HttpHeaders.AUTHORIZATION, token);
            return context.sendRequest().recover(cause -> {
                LOG.warnf("request not passed on service=%s cause=%s", owner.service(), cause.getMessage());
                return Future.succeededFuture(unavailable(context));
            });
        }

        private ProxyResponse unavailable(ProxyContext context) {
            JsonObject problem = new JsonObject()
                    .put("type", "urn:agent-aiops:problem:service-unavailable")
                    .put("title", "Service unavailable")
                    .put("status", 503)
                    .put("code", "service-unavailable")
                    .put("detail", owner.service() + " does not answer. ./aiops status shows which services run.")
                    .put("service", owner.service());
            Buffer body = problem.toBuffer();
            return context.request()
                    .release()
                    .response()
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .setBody(Body.body(body));
        }
    }
}
