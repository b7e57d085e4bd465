package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.silence.Silencer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.util.UUID;

/** One silence as at Alertmanager. */
@Path("/api/v2/silence/{id}")
@RunOnVirtualThread
class SilenceItemResource extends AlertmanagerResource {

    private final Silencer silencer;
    private final Clock clock;

    SilenceItemResource(Silencer silencer, Clock clock) {
        this.silencer = silencer;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({"viewer", "service"})
    public Response get(@PathParam("id") String id) {
        try {
            return silencer.find(UUID.fromString(id))
                    .map(silence -> ok(SilenceView.of(silence, clock.instant())))
                    .orElseGet(AlertmanagerResource::notFound);
        } catch (IllegalArgumentException e) {
            return badRequest("silenceID in path must be of type uuid: " + id);
        }
    }

    @DELETE
    @RolesAllowed("operator")
    public Response expire(@PathParam("id") String id, @Context SecurityContext caller) {
        try {
            boolean known = silencer.expire(
                    UUID.fromString(id), caller.getUserPrincipal().getName());
            return known ? ok() : notFound();
        } catch (IllegalArgumentException e) {
            return badRequest("silenceID in path must be of type uuid: " + id);
        }
    }
}
