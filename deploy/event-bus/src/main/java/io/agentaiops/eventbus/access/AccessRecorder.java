package io.agentaiops.eventbus.access;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.redaction.Redaction;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Puts refused requests (401 and 403) into the audit trail, and at the edge also which account came from which address.
 * Requests of one kind within a few seconds are one entry with their number, so that nobody fills the trail by knocking.
 * Network addresses are personal data and stand there as pseudonyms. What a process that is killed has not yet
 * recorded is lost.
 */
@ApplicationScoped
class AccessRecorder {

    private static final Logger LOG = Logger.getLogger(AccessRecorder.class);
    /** Above {@code SecurityHandlerPriorities.AUTHENTICATION}: what that turns away must have come by here. */
    private static final int BEFORE_AUTHENTICATION = 250;

    private static final Set<String> AREAS = Set.of("api", "v1", "mcp", "q");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final AccessCounts counts = new AccessCounts();
    private final AccessConfig config;
    private final Audit audit;
    private final Redaction redaction;
    private final Clock clock;

    AccessRecorder(AccessConfig config, Audit audit, Redaction redaction, Clock clock) {
        this.config = config;
        this.audit = audit;
        this.redaction = redaction;
        this.clock = clock;
    }

    void install(@Observes Filters filters) {
        filters.register(
                context -> {
                    String address = context.request().remoteAddress().hostAddress();
                    context.addEndHandler(done -> ended(context, address));
                    context.next();
                },
                BEFORE_AUTHENTICATION);
    }

    private void ended(RoutingContext context, String address) {
        String actor = actor(context);
        switch (context.response().getStatusCode()) {
            case UNAUTHORIZED -> count(context, address, actor, "unauthorized");
            case FORBIDDEN -> count(context, address, actor, "forbidden");
            default -> {
                if (config.callers() && !actor.equals(Access.NOBODY)) {
                    count(context, address, actor, Access.ALLOWED);
                }
            }
        }
    }

    private void count(RoutingContext context, String address, String actor, String outcome) {
        counts.add(new Access(actor, address, area(context.request().path()), outcome), 1, clock.instant());
    }

    private static String actor(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? user.getSecurityIdentity().getPrincipal().getName()
                : Access.NOBODY;
    }

    private static String area(String path) {
        String[] parts = path.split("/", 3);
        return parts.length > 1 && AREAS.contains(parts[1]) ? '/' + parts[1] : "elsewhere";
    }

    @Scheduled(
            every = "{aiops.access.record-every}",
            identity = "access-record",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void record() {
        Map<Access, Long> taken = counts.take();
        if (taken.isEmpty()) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> taken.forEach(this::record));
        } catch (RuntimeException e) {
            counts.putBack(taken);
            LOG.warnf("refused requests not recorded now reason=%s", e.getMessage());
        }
    }

    private void record(Access access, long requests) {
        audit.record(
                access.actor(),
                access.action(),
                access.area(),
                access.outcome(),
                Map.of("address", redaction.standIn("address", access.address()), "requests", Long.toString(requests)));
    }
}
