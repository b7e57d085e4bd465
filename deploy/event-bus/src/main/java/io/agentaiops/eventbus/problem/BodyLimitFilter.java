package io.agentaiops.eventbus.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says as a problem what would otherwise be a bare 413: the announced body is larger than is taken. */
@ApplicationScoped
public class BodyLimitFilter {

    /** Before Quarkus' own limit, which still holds for bodies that do not announce their length. */
    private static final int PRIORITY = 500;

    private final long limit;

    BodyLimitFilter(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null || !exceeds(announced)) {
            context.next();
            return;
        }
        refuse(context, "the body has " + announced + " bytes; at most " + limit + " are taken");
    }

    /** Answers that the body is too large, and hangs up: what still comes of it is read by nobody. */
    public static void refuse(RoutingContext context, String detail) {
        JsonObject problem = new JsonObject()
                .put("type", "urn:agent-aiops:problem:body-too-large")
                .put("title", "Content too large")
                .put("status", 413)
                .put("detail", detail)
                .put("code", "body-too-large");
        var unused = context.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(problem.encode());
    }

    private boolean exceeds(String announced) {
        try {
            return Long.parseLong(announced) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
