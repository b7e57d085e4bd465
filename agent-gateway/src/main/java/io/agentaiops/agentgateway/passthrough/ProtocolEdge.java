package io.agentaiops.agentgateway.passthrough;

import io.agentaiops.agentgateway.peer.Caller;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Opens the endpoints of a protocol: reads the body, lets in who may ask, and turns everything else into an error of the
 * protocol's own shape. The key was checked before; how much a body may hold is {@code aiops.http.body-limit}.
 */
@ApplicationScoped
public class ProtocolEdge {

    private static final Logger LOG = Logger.getLogger(ProtocolEdge.class);
    private static final String ROLE = "viewer";

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final long limit;

    ProtocolEdge(@ConfigProperty(name = "aiops.http.body-limit") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    /** Serves the methods of a path on the event loop; a handler must not block. Any other method is refused. */
    public void open(Router router, String path, Dialect dialect, Map<HttpMethod, Consumer<Exchange>> handlers) {
        if (handlers.containsKey(HttpMethod.POST)) {
            router.post(path).handler(BodyHandler.create(false).setBodyLimit(limit));
        }
        handlers.forEach((method, handler) -> router.route(method, path)
                .handler(context -> admit(context, dialect, handler))
                .failureHandler(context -> fail(context, dialect)));
        String allowed =
                handlers.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", allowed);
            String message = context.request().method() + " is not allowed here; use " + allowed + ".";
            refuse(context, dialect, new Refusal(405, message, "method_not_allowed", null));
        });
    }

    /** Refuses every path that no other route took. */
    public void closeRest(Router router, String path, Dialect dialect) {
        router.route(path)
                .handler(context -> refuse(
                        context,
                        dialect,
                        Refusal.unknown("unknown_url", "There is no " + context.normalizedPath() + " here.")));
    }

    /** Goes on with a request on a virtual thread, where it may block. */
    public void block(Exchange exchange, Runnable work) {
        executor.execute(Context.current().wrap(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.errorf(e, "a request failed protocol=%s", exchange.dialect().protocol());
                exchange.refuse(internal());
            }
        }));
    }

    private static void admit(RoutingContext context, Dialect dialect, Consumer<Exchange> handler) {
        SecurityIdentity identity = context.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null;
        if (identity == null || identity.isAnonymous()) {
            context.fail(401);
        } else if (!identity.hasRole(ROLE)) {
            refuse(
                    context,
                    dialect,
                    new Refusal(403, "This key may not ask: the role " + ROLE + " is needed.", "forbidden", null));
        } else {
            Caller caller = new Caller(identity.getPrincipal().getName(), identity.getRoles());
            handler.accept(new Exchange(context, caller, dialect));
        }
    }

    private static void fail(RoutingContext context, Dialect dialect) {
        if (context.response().closed() || context.response().ended()) {
            return; // answered, or nobody is there any more
        }
        int status = context.statusCode();
        if (status == 401) {
            context.next();
            return;
        }
        if (status < 400 || status >= 500) {
            LOG.errorf(context.failure(), "a request failed protocol=%s", dialect.protocol());
            refuse(context, dialect, internal());
        } else if (status == 413) {
            refuse(context, dialect, new Refusal(413, "The body is larger than is taken.", "body_too_large", null));
        } else {
            refuse(context, dialect, new Refusal(status, "The request cannot be read.", "bad_request", null));
        }
    }

    private static void refuse(RoutingContext context, Dialect dialect, Refusal refusal) {
        Exchange.send(context.response(), refusal.status(), "application/json", dialect.error(refusal));
    }

    private static Refusal internal() {
        return new Refusal(500, "An internal error; the gateway's log has the details.", "internal_error", null);
    }
}
