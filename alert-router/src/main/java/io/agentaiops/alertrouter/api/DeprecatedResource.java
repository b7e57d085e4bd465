package io.agentaiops.alertrouter.api;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Alertmanager's API of version 1: gone, and said so as Alertmanager says it. Our own API shares the path below it. */
@Path("/api/v1/{what:silences|status|receivers}")
class DeprecatedResource extends AlertmanagerResource {

    private static final Map<String, String> GONE = Map.of(
            "status",
            "deprecated",
            "error",
            "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of version 0.27.0 - please use"
                    + " the equivalent route in the v2 API");

    @GET
    @PermitAll
    public Response get() {
        return gone();
    }

    @POST
    @PermitAll
    public Response post() {
        return gone();
    }

    static Response gone() {
        return Response.status(410).type("application/json").entity(GONE).build();
    }
}
