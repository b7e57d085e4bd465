package io.agentaiops.alertrouter.notification;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The delivery log. */
@Path("/api/v1/notifications")
@RolesAllowed("viewer")
@RunOnVirtualThread
class NotificationResource {

    /**
     * A page of the log.
     *
     * @param items the newest first
     */
    record Page(List<LogEntry> items) {}

    private final NotificationQueue queue;
    private final DeliveryLog log;
    private final Audit audit;
    private final Clock clock;

    NotificationResource(NotificationQueue queue, DeliveryLog log, Audit audit, Clock clock) {
        this.queue = queue;
        this.log = log;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    public Page log(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("before") @Nullable Instant before) {
        return new Page(queue.log(before == null ? clock.instant().plusSeconds(60) : before, limit));
    }

    /** Every attempt of one notification. */
    @GET
    @Path("/{id}/attempts")
    public List<DeliveryLog.Tried> attempts(@PathParam("id") UUID id) {
        return log.attempts(id);
    }

    /** Tries again, once, what was given up. */
    @POST
    @Path("/{id}/retry")
    @RolesAllowed("operator")
    public Response retry(@PathParam("id") UUID id, @Context SecurityContext caller) {
        String actor = caller.getUserPrincipal().getName();
        boolean revived = QuarkusTransaction.requiringNew().call(() -> {
            boolean found = queue.retry(id);
            if (found) {
                audit.record(actor, "notification.retry", id.toString(), "succeeded", Map.of());
            }
            return found;
        });
        if (!revived) {
            throw Problem.notFound(
                    "notification-not-dead", "no notification " + id + " was given up; only such can be sent again");
        }
        return Response.accepted().build();
    }
}
