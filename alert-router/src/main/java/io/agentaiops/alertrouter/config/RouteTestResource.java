package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.eventbus.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;

/** Says who would be told of an alert, and tells nobody. */
@Path("/api/v1/alerts/route-test")
@RolesAllowed("viewer")
class RouteTestResource {

    /**
     * An imagined alert.
     *
     * @param labels its labels
     */
    record Request(@NotNull Map<String, String> labels) {}

    /**
     * Who would be told.
     *
     * @param receivers the receivers, in order
     * @param route the routes that lead to them, as paths of matchers
     * @param ids the same routes by their ids in the tree
     */
    record Answer(List<String> receivers, List<String> route, List<String> ids) {}

    private final CurrentConfig config;

    RouteTestResource(CurrentConfig config) {
        this.config = config;
    }

    @POST
    public Answer test(@NotNull @Valid Request request) {
        List<Route> routes = config.get().routes().match(labels(request));
        return new Answer(
                routes.stream().map(Route::receiver).toList(),
                routes.stream().map(Route::key).toList(),
                routes.stream().map(Route::id).toList());
    }

    private static Labels labels(Request request) {
        try {
            return Labels.of(request.labels());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("labels-invalid", String.valueOf(e.getMessage()));
        }
    }
}
