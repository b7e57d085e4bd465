package io.agentaiops.eventbus.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says as a problem what would otherwise be a bare 413: the announced body is larger than is taken. {@code
 * aiops.http.body-limit} holds for all paths but those of {@code aiops.http.large-body-paths}, for which only Quarkus' own
 * limit holds.
 */
@ApplicationScoped
public class BodyLimitFilter {

    /** Before Quarkus' own limit, which still holds for bodies that do not announce their length. */
    private static final int PRIORITY = 500;

    private final long limit;
    private final long largest;
    private final Set<String> large;

    BodyLimitFilter(
            @ConfigProperty(name = "aiops.http.body-limit") MemorySize limit,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest,
            @ConfigProperty(name = "aiops.http.large-body-paths") Optional<Set<String>> large) {
        this.limit = limit.asLongValue();
        this.largest = largest.asLongValue();
        this.large = Set.copyOf(large.orElse(Set.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        long most = large.contains(context.normalizedPath()) ? largest : limit;
        if (announced == null || !exceeds(announced, most)) {
            context.next();
            return;
        }
        refuse(context, "the body has " + announced + " bytes; at most " + most + " are taken");
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

    private static boolean exceeds(String announced, long most) {
        try {
            return Long.parseLong(announced) > most;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
