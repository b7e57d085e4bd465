package io.agentaiops.alertrouter.config;

import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.MatcherParser;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.routing.GroupingRule;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.alertrouter.routing.RouteTree;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code route} and what is below it; children inherit what they do not say. */
final class RouteParser {

    private static final String ALL_LABELS = "...";

    private final Set<String> receivers;
    private final Map<String, Integer> seen = new HashMap<>();

    RouteParser(Set<String> receivers) {
        this.receivers = receivers;
    }

    RouteTree parse(YamlMap root) {
        root.requiredText("receiver");
        for (String key : List.of("matchers", "match", "match_re", "continue")) {
            if (root.has(key)) {
                throw root.refuse(key, "must not stand in the first route, which takes everything");
            }
        }
        return new RouteTree(route(root, null));
    }

    private Route route(YamlMap map, @Nullable Route parent) {
        Matchers matchers = matchers(map);
        String key = (parent == null ? "" : parent.key() + "/") + matchers;
        Route self = new Route(
                id(key),
                key,
                receiver(map, parent),
                matchers,
                map.flag("continue", false),
                grouping(map, parent),
                List.of());
        List<Route> children = new ArrayList<>();
        for (YamlMap child : map.maps("routes")) {
            children.add(route(child, self));
        }
        map.refuseUnsupported("mute_time_intervals", "active_time_intervals", "labels");
        map.finish();
        return new Route(self.id(), key, self.receiver(), matchers, self.goesOn(), self.grouping(), children);
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

    private static Matchers matchers(YamlMap map) {
        List<Matcher> all = new ArrayList<>();
        map.convertAll("matchers", MatcherParser::parse).forEach(all::addAll);
        map.map("match")
                .ifPresent(old -> old.allTexts()
                        .forEach((name, value) -> all.add(new Matcher(name, Matcher.Operator.EQUAL, value))));
        map.map("match_re")
                .ifPresent(old -> old.keys()
                        .forEach(name ->
                                all.add(old.convert(name, value -> new Matcher(name, Matcher.Operator.REGEX, value))
                                        .orElseThrow())));
        return new Matchers(all);
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
