package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.yaml.PromDuration;
import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
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
import java.time.Duration;
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

    /** Of one state and one receiver, if they are given; {@code state=dead} shows what was given up. */
    @GET
    public Page log(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("before") @Nullable Instant before,
            @QueryParam("state") @DefaultValue("") @Pattern(regexp = "|pending|sending|delivered|dead") String state,
            @QueryParam("receiver") @DefaultValue("") String receiver) {
        Instant until = before == null ? clock.instant().plusSeconds(60) : before;
        return new Page(log.entries(new DeliveryLog.Wanted(until, state, receiver.replace("\0", ""), limit)));
    }

    /** Tries again, once, all that was given up in the last time {@code since} (such as {@code 24h}). */
    @POST
    @Path("/retry")
    @RolesAllowed("operator")
    public Map<String, Integer> retryAll(
            @QueryParam("receiver") @DefaultValue("") String receiver,
            @QueryParam("since") @DefaultValue("24h") String since,
            @Context SecurityContext caller) {
        Instant from = clock.instant().minus(duration(since));
        String actor = caller.getUserPrincipal().getName();
        String wanted = receiver.replace("\0", "");
        int revived = QuarkusTransaction.requiringNew().call(() -> {
            int found = queue.retryAll(wanted, from);
            audit.record(
                    actor,
                    "notification.retry",
                    wanted.isEmpty() ? "all receivers" : wanted,
                    "succeeded",
                    Map.of("since", from.toString(), "notifications", Integer.toString(found)));
            return found;
        });
        return Map.of("retried", revived);
    }

    private static Duration duration(String text) {
        try {
            return PromDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(List.of(new Problem.FieldError("since", String.valueOf(e.getMessage()))));
        }
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
