package io.agentaiops.alertrouter.routing;

import io.agentaiops.alertrouter.alert.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tree of routes. An alert goes down depth first; a node takes it itself only when none of its children did; after
 * the first sibling that took it the others are tried only when that one says {@code continue}. The root takes
 * everything.
 */
public final class RouteTree {

    private final Route root;
    private final Map<String, Route> byId = new LinkedHashMap<>();

    public RouteTree(Route root) {
        if (!root.matchers().all().isEmpty()) {
            throw new IllegalArgumentException("the root route must not have matchers");
        }
        this.root = root;
        register(root);
    }

    private void register(Route route) {
        if (byId.put(route.id(), route) != null) {
            throw new IllegalArgumentException("two routes have the id " + route.id());
        }
        route.routes().forEach(this::register);
    }

    public Route root() {
        return root;
    }

    public Optional<Route> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Every route of the tree, parents before children. */
    public List<Route> all() {
        return List.copyOf(byId.values());
    }

    /** The routes that take an alert with these labels; at least one. */
    public List<Route> match(Labels labels) {
        List<Route> taken = new ArrayList<>();
        descend(root, labels, taken);
        return taken;
    }

    private static boolean descend(Route route, Labels labels, List<Route> taken) {
        if (!route.matchers().matches(labels)) {
            return false;
        }
        int before = taken.size();
        for (Route child : route.routes()) {
            if (descend(child, labels, taken) && !child.goesOn()) {
                break;
            }
        }
        if (taken.size() == before) {
            taken.add(route);
        }
        return true;
    }
}
