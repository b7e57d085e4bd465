package io.agentaiops.alertrouter.routing;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matchers;
import java.util.List;
import java.util.Map;

/**
 * A node of the tree of routes.
 *
 * @param id unique in the tree, and the same after a reload that leaves this route alone
 * @param key the matchers on the way to it, as Alertmanager has them in group keys
 * @param receiver name of who is told
 * @param matchers which alerts it takes
 * @param goesOn whether siblings after it are tried too
 * @param grouping which alerts are told of together, and when
 * @param times when it is mute
 * @param labels its labels, its parents' included
 * @param routes its children
 */
public record Route(
        String id,
        String key,
        String receiver,
        Matchers matchers,
        boolean goesOn,
        GroupingRule grouping,
        RouteTimes times,
        Map<String, String> labels,
        List<Route> routes) {

    public Route {
        labels = Map.copyOf(labels);
        routes = List.copyOf(routes);
    }

    /** The same route with these children. */
    public Route with(List<Route> children) {
        return new Route(id, key, receiver, matchers, goesOn, grouping, times, labels, children);
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
