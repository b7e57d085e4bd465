package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.config.RecentChanges;
import io.agentaiops.alertrouter.yaml.InvalidFile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/** Alertmanager's management endpoints; the probes are open, as there, and tell nothing. */
@Path("/-")
@Produces(MediaType.TEXT_PLAIN)
class ManagementResource {

    private static final Logger LOG = Logger.getLogger(ManagementResource.class);

    private final CurrentConfig config;
    private final RecentChanges changes;

    ManagementResource(CurrentConfig config, RecentChanges changes) {
        this.config = config;
        this.changes = changes;
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
    public Response reload(@Context SecurityContext caller) {
        try {
            config.reload();
            note(caller.getUserPrincipal().getName());
            return Response.ok("").build();
        } catch (InvalidFile | UncheckedIOException e) {
            return Response.status(500)
                    .entity("failed to reload config: " + e.getMessage())
                    .build();
        }
    }

    /** The configuration holds, whether or not that can be noted now. */
    private void note(String actor) {
        try {
            changes.note("the configuration of alerting was read again", actor);
        } catch (RuntimeException e) {
            LOG.warnf(e, "reload not noted");
        }
    }
}
