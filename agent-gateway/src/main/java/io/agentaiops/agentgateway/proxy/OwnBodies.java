package io.agentaiops.agentgateway.proxy;

import io.agentaiops.eventbus.problem.BodyLimitFilter;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads bodies that do not announce their length and are for the gateway itself, up to the limit, so that one that is
 * too large is refused in the same words as one that says so; Quarkus alone would hang up without any.
 */
@ApplicationScoped
class OwnBodies {

    private static final int TOO_LARGE = 413;

    private final long limit;
    private final BodyHandler reading;

    OwnBodies(@ConfigProperty(name = "aiops.http.body-limit") MemorySize limit) {
        this.limit = limit.asLongValue();
        this.reading = BodyHandler.create(false).setBodyLimit(this.limit);
    }

    void read(RoutingContext context) {
        if (context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            reading.handle(context);
        } else {
            context.next();
        }
    }

    void failed(RoutingContext context) {
        if (context.response().closed() || context.response().ended()) {
            return; // answered, or nobody is there any more
        }
        if (context.statusCode() == TOO_LARGE) {
            BodyLimitFilter.refuse(
                    context, "the body is larger than " + limit + " bytes, which is the most that is taken");
        } else {
            context.next();
        }
    }
}
