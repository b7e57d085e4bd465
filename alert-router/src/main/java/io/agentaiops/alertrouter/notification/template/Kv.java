package io.agentaiops.alertrouter.notification.template;

import io.agentaiops.alertrouter.gotemplate.GoObject;
import io.agentaiops.alertrouter.gotemplate.GoValues;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Labels or annotations, as Alertmanager's {@code KV}: a map whose missing keys are empty, with a few methods. */
final class Kv extends AbstractMap<String, String> implements GoObject {

    private final SortedMap<String, String> values;

    Kv(Map<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** A name and its value. */
    private record Pair(String name, String value) implements GoObject {
        @Override
        public @Nullable Member member(String member, List<@Nullable Object> arguments) {
            return switch (member) {
                case "Name" -> new Member(name);
                case "Value" -> new Member(value);
                default -> null;
            };
        }

        @Override
        public String toString() {
            return "{" + name + " " + value + "}";
        }
    }

    /** Pairs in order; a list for {@code range} and {@code len}, with methods of its own. */
    private static final class Pairs extends ArrayList<Pair> implements GoObject {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Member member(String name, List<@Nullable Object> arguments) {
            return switch (name) {
                case "Names" -> new Member(stream().map(Pair::name).toList());
                case "Values" -> new Member(stream().map(Pair::value).toList());
                case "String" -> new Member(toString());
                default -> null;
            };
        }
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return values.entrySet();
    }

    @Override
    public String get(Object key) {
        return key instanceof String name ? values.getOrDefault(name, "") : "";
    }

    @Override
    public Member member(String name, List<@Nullable Object> arguments) {
        return switch (name) {
            case "SortedPairs" -> new Member(pairs());
            case "Names" -> new Member(pairs().stream().map(Pair::name).toList());
            case "Values" -> new Member(pairs().stream().map(Pair::value).toList());
            case "Remove" -> new Member(without(GoValues.texts(arguments.getFirst())));
            default -> new Member(get(name));
        };
    }

    /** By name, the alert's name before all others. */
    private Pairs pairs() {
        Pairs pairs = new Pairs();
        String alertName = values.get("alertname");
        if (alertName != null) {
            pairs.add(new Pair("alertname", alertName));
        }
        values.forEach((name, value) -> {
            if (!name.equals("alertname")) {
                pairs.add(new Pair(name, value));
            }
        });
        return pairs;
    }

    private Kv without(List<String> names) {
        Map<String, String> kept = new TreeMap<>(values);
        kept.keySet().removeAll(names);
        return new Kv(kept);
    }

    @Override
    public String toString() {
        return GoValues.print(new TreeMap<>(values));
    }
}
