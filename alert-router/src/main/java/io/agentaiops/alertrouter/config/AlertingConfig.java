package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.inhibition.InhibitRule;
import io.agentaiops.alertrouter.interval.TimeIntervals;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Receiver;
import io.agentaiops.alertrouter.routing.RouteTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What alertmanager.yml says.
 *
 * @param original its text, without what is secret
 * @param global the section {@code global}
 * @param routes the tree of routes
 * @param receivers who can be told, by name, in the order of the file
 * @param inhibitRules which alerts inhibit which
 * @param intervals the named time intervals
 */
public record AlertingConfig(
        String original,
        GlobalSettings global,
        RouteTree routes,
        Map<String, Receiver> receivers,
        List<InhibitRule> inhibitRules,
        TimeIntervals intervals) {

    public AlertingConfig {
        inhibitRules = List.copyOf(inhibitRules);
        receivers = Collections.unmodifiableMap(new LinkedHashMap<>(receivers));
    }

    /** The receiver of that name; it is there for every route of the tree. */
    public Receiver receiver(String name) {
        Receiver receiver = receivers.get(name);
        if (receiver == null) {
            throw new IllegalArgumentException("no receiver is named " + name);
        }
        return receiver;
    }

    @Override
    public String toString() {
        return "AlertingConfig" + receivers.keySet();
    }
}
