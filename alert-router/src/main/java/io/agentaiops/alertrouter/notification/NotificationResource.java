package io.agentaiops.alertrouter.notification;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private final Clock clock;

    NotificationResource(NotificationQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    @GET
    public Page log(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("before") @Nullable Instant before) {
        return new Page(queue.log(before == null ? clock.instant().plusSeconds(60) : before, limit));
    }
}
