package io.agentaiops.alertrouter.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The alerts of Alertmanager's API of version 1, as {@link DeprecatedResource}: our own API has paths below this one. */
@Path("/api/v1/alerts")
class DeprecatedAlertsResource extends AlertmanagerResource {

    @GET
    @PermitAll
    public Response get() {
        return DeprecatedResource.gone();
    }

    @POST
    @PermitAll
    public Response post() {
        return DeprecatedResource.gone();
    }

    @GET
    @Path("/groups")
    @PermitAll
    public Response groups() {
        return DeprecatedResource.gone();
    }
}
