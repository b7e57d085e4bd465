package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.config.CurrentConfig;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Who can be told. */
@Path("/api/v2/receivers")
class ReceiverResource extends AlertmanagerResource {

    private final CurrentConfig config;

    ReceiverResource(CurrentConfig config) {
        this.config = config;
    }

    @GET
    @RolesAllowed({"viewer", "service"})
    public Response list() {
        return ok(config.get().receivers().keySet().stream()
                .map(AlertView.ReceiverName::new)
                .toList());
    }
}
