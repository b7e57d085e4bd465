package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.routing.GroupingRule;
import io.agentaiops.alertrouter.routing.Route;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The tree of routes as it is in force, for drawing it. */
@Path("/api/v1/alerts/routes")
@RolesAllowed("viewer")
class RouteTreeResource {

    /**
     * A route; those below it are tried first.
     *
     * @param id unique in the tree; the route test names routes by it
     * @param receiver who is told, inherited or not
     * @param matchers which alerts it takes; none: every alert that comes here
     * @param groupBy labels whose alerts are told of together; {@code ...}: each alert by itself
     * @param goesOn whether siblings after it are tried too
     * @param muted names of the intervals in which it tells nobody
     * @param active names of the only intervals in which it tells anybody; none: always
     */
    record Node(
            String id,
            String receiver,
            List<String> matchers,
            List<String> groupBy,
            boolean goesOn,
            List<String> muted,
            List<String> active,
            List<Node> routes) {

        static Node of(Route route) {
            return new Node(
                    route.id(),
                    route.receiver(),
                    route.matchers().all().stream().map(Matcher::toString).toList(),
                    labels(route.grouping()),
                    route.goesOn(),
                    route.times().mute(),
                    route.times().active(),
                    route.routes().stream().map(Node::of).toList());
        }

        private static List<String> labels(GroupingRule grouping) {
            return grouping.byAll() ? List.of("...") : grouping.by();
        }
    }

    private final CurrentConfig config;

    RouteTreeResource(CurrentConfig config) {
        this.config = config;
    }

    @GET
    public Node tree() {
        return Node.of(config.get().routes().root());
    }
}
