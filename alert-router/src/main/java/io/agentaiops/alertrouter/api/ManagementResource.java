package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.yaml.InvalidFile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Alertmanager's management endpoints; the probes are open, as there, and tell nothing. */
@Path("/-")
@Produces(MediaType.TEXT_PLAIN)
class ManagementResource {

    private final CurrentConfig config;

    ManagementResource(CurrentConfig config) {
        this.config = config;
    }

    @GET
    @Path("/healthy")
    @PermitAll
    public String healthy() {
        return "OK";
    }

    @GET
    @Path("/ready")
    @PermitAll
    public String ready() {
        return "OK";
    }

    @POST
    @Path("/reload")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    public Response reload() {
        try {
            config.reload();
            return Response.ok("").build();
        } catch (InvalidFile e) {
            return Response.status(500)
                    .entity("failed to reload config: " + e.getMessage())
                    .build();
        }
    }
}
