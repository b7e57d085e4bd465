package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.routing.GroupingRule;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.alertrouter.routing.RouteTimes;
import io.agentaiops.alertrouter.routing.RouteTree;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code route} and what is below it; children inherit what they do not say. */
final class RouteParser {

    private static final String ALL_LABELS = "...";

    private final Set<String> receivers;
    private final Set<String> intervals;
    private final Map<String, Integer> seen = new HashMap<>();

    RouteParser(Set<String> receivers, Set<String> intervals) {
        this.receivers = receivers;
        this.intervals = intervals;
    }

    RouteTree parse(YamlMap root) {
        root.requiredText("receiver");
        for (String key :
                List.of("matchers", "match", "match_re", "continue", "mute_time_intervals", "active_time_intervals")) {
            if (root.has(key)) {
                throw root.refuse(key, "must not stand in the first route, which takes everything");
            }
        }
        return new RouteTree(route(root, null));
    }

    private Route route(YamlMap map, @Nullable Route parent) {
        Matchers matchers = MatchersReader.read(map, "matchers", "match", "match_re");
        String key = (parent == null ? "" : parent.key() + "/") + matchers;
        Route self = new Route(
                id(key),
                key,
                receiver(map, parent),
                matchers,
                map.flag("continue", false),
                grouping(map, parent),
                times(map),
                labels(map, parent),
                List.of());
        List<Route> children = new ArrayList<>();
        for (YamlMap child : map.maps("routes")) {
            children.add(route(child, self));
        }
        map.finish();
        return self.with(children);
    }

    /** The key, numbered where siblings have the same matchers, so that other routes may come and go on a reload. */
    private String id(String key) {
        int number = seen.merge(key, 1, Integer::sum);
        return number == 1 ? key : key + "#" + number;
    }

    private String receiver(YamlMap map, @Nullable Route parent) {
        String name = map.text("receiver").orElseGet(() -> parent == null ? "" : parent.receiver());
        if (!receivers.contains(name)) {
            throw map.refuse("receiver", name + " is not defined under receivers");
        }
        return name;
    }

    private RouteTimes times(YamlMap map) {
        return new RouteTimes(intervals(map, "mute_time_intervals"), intervals(map, "active_time_intervals"));
    }

    private List<String> intervals(YamlMap map, String key) {
        List<String> names = map.texts(key);
        for (String name : names) {
            if (!intervals.contains(name)) {
                throw map.refuse(key, name + " is not defined under time_intervals");
            }
        }
        return names;
    }

    /** A route has its parents' labels too; its own win. */
    private static Map<String, String> labels(YamlMap map, @Nullable Route parent) {
        Map<String, String> labels = new TreeMap<>(parent == null ? Map.of() : parent.labels());
        map.map("labels").ifPresent(own -> labels.putAll(own.allTexts()));
        return labels;
    }

    private static GroupingRule grouping(YamlMap map, @Nullable Route parent) {
        GroupingRule inherited = parent == null ? GroupingRule.DEFAULT : parent.grouping();
        List<String> by = map.texts("group_by");
        boolean said = map.has("group_by");
        boolean all = by.contains(ALL_LABELS);
        if (all && by.size() > 1) {
            throw map.refuse("group_by", "must hold nothing else beside '...'");
        }
        if (new HashSet<>(by).size() < by.size()) {
            throw map.refuse("group_by", "names a label twice");
        }
        try {
            return new GroupingRule(
                    said ? (all ? List.of() : by) : inherited.by(),
                    said ? all : inherited.byAll(),
                    map.duration("group_wait", inherited.initialWait()),
                    map.duration("group_interval", inherited.interval()),
                    map.duration("repeat_interval", inherited.repeat()));
        } catch (IllegalArgumentException e) {
            throw map.refuse(map.has("group_interval") ? "group_interval" : "repeat_interval", "must be longer than 0");
        }
    }
}
