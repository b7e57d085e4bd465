package io.agentaiops.alertrouter.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A set of labels, sorted by name. A label with an empty value is the same as no label, and is dropped. */
public final class Labels {

    public static final String ALERT_NAME = "alertname";
    public static final String SEVERITY = "severity";
    private static final int MAX_NAME = 1_024;
    private static final int MAX_VALUE = 65_536;

    private final SortedMap<String, String> values;
    private volatile @Nullable Fingerprint fingerprint;

    /** Throws {@link IllegalArgumentException} when a name or value can't be. */
    public Labels(Map<String, String> values) {
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
        this.values = Collections.unmodifiableSortedMap(kept);
    }

    /** Value by name. */
    @JsonValue
    public SortedMap<String, String> values() {
        return values;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Labels of(Map<String, String> values) {
        return new Labels(values);
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
        Fingerprint known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(this);
            fingerprint = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
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
