package io.agentaiops.alertrouter.routing;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matchers;
import java.util.List;

/**
 * A node of the tree of routes.
 *
 * @param id unique in the tree, and the same after a reload that leaves this route alone
 * @param key the matchers on the way to it, as Alertmanager has them in group keys
 * @param receiver name of who is told
 * @param matchers which alerts it takes
 * @param goesOn whether siblings after it are tried too
 * @param grouping which alerts are told of together, and when
 * @param routes its children
 */
public record Route(
        String id,
        String key,
        String receiver,
        Matchers matchers,
        boolean goesOn,
        GroupingRule grouping,
        List<Route> routes) {

    public Route {
        routes = List.copyOf(routes);
    }

    /** The labels that name the group of an alert with these labels. */
    public Labels groupLabels(Labels labels) {
        return grouping.byAll() ? labels : labels.only(grouping.by());
    }

    /** As Alertmanager names groups. */
    public String groupKey(Labels groupLabels) {
        return key + ":" + groupLabels;
    }
}
