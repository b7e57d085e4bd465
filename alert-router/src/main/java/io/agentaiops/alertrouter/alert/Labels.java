package io.agentaiops.alertrouter.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of labels, sorted by name. A label with an empty value is the same as no label, and is dropped.
 *
 * @param values value by name
 */
public record Labels(@JsonValue SortedMap<String, String> values) {

    public static final String ALERT_NAME = "alertname";
    public static final String SEVERITY = "severity";
    private static final int MAX_NAME = 1_024;
    private static final int MAX_VALUE = 65_536;

    public Labels {
        SortedMap<String, String> kept = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.isBlank() || name.length() > MAX_NAME || hasControl(name)) {
                throw new IllegalArgumentException("invalid label name \"" + abbreviate(name) + "\"");
            }
            if (value.length() > MAX_VALUE || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("invalid value of label \"" + name + "\"");
            }
            if (!value.isEmpty()) {
                kept.put(name, value);
            }
        });
        values = Collections.unmodifiableSortedMap(kept);
    }

    @JsonCreator
    public static Labels of(Map<String, String> values) {
        return new Labels(new TreeMap<>(values));
    }

    /** The value of that label; empty when there is none, as matchers see it. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Only the labels of those names. */
    public Labels only(Collection<String> names) {
        TreeMap<String, String> kept = new TreeMap<>(values);
        kept.keySet().retainAll(names);
        return new Labels(kept);
    }

    /** These labels and those; those win. */
    public Labels and(Map<String, String> more) {
        TreeMap<String, String> all = new TreeMap<>(values);
        all.putAll(more);
        return new Labels(all);
    }

    /** What both have in common. */
    public Labels common(Labels other) {
        TreeMap<String, String> kept = new TreeMap<>(values);
        kept.entrySet().retainAll(other.values.entrySet());
        return new Labels(kept);
    }

    public Fingerprint fingerprint() {
        return Fingerprint.of(this);
    }

    /** As Alertmanager prints it: <code>{alertname="X", job="y"}</code>. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(label -> label.getKey() + "=" + quoted(label.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static boolean hasControl(String name) {
        return name.chars().anyMatch(Character::isISOControl);
    }

    private static String abbreviate(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }
}
