package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.config.CurrentConfig;
import io.agentaiops.alertrouter.matching.Matchers;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Who can be told. */
@Path("/api/v2/receivers")
class ReceiverResource extends AlertmanagerResource {

    private final CurrentConfig config;

    ReceiverResource(CurrentConfig config) {
        this.config = config;
    }

    /** A receiver as Alertmanager's API shows it. */
    record ReceiverView(String name, Labels labels) {}

    @GET
    @RolesAllowed({"viewer", "service"})
    public Response list(@QueryParam("receiver_matchers") List<String> matchers) {
        try {
            Matchers wanted = AlertFilter.matchers(matchers);
            return ok(config.get().receivers().values().stream()
                    .map(receiver -> new ReceiverView(receiver.name(), receiver.allLabels()))
                    .filter(view -> wanted.matches(view.labels()))
                    .toList());
        } catch (IllegalArgumentException e) {
            return badRequest(String.valueOf(e.getMessage()));
        }
    }
}
