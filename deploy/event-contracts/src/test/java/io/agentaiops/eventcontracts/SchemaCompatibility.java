package io.agentaiops.eventcontracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether services of two releases understand each other's events while both run: the new ones read what the old ones
 * have written, and the old ones, which hold every event against their own schema, read what the new ones write. So
 * within a version of a type optional fields come, and nothing else changes.
 */
final class SchemaCompatibility {

    private final List<String> breaks = new ArrayList<>();

    private SchemaCompatibility() {}

    /** What of a released schema is broken by its present form; each names the field and who can't read what. */
    static List<String> breaks(JsonNode released, JsonNode present) {
        SchemaCompatibility compatibility = new SchemaCompatibility();
        compatibility.compare("$", released, present);
        return compatibility.breaks;
    }

    private void compare(String place, JsonNode released, JsonNode present) {
        Set<String> before = values(released.path("type"));
        Set<String> now = values(present.path("type"));
        if (!before.equals(now)) {
            breaks.add(place + " was " + before + " and is " + now);
            return;
        }
        same(place, "format", released, present);
        enumeration(place, values(released.path("enum")), values(present.path("enum")));
        if (released.has("properties")) {
            fields(place, released, present);
        }
        for (String nested : List.of("items", "additionalProperties")) {
            if (released.has(nested) != present.has(nested)) {
                breaks.add(place + " has another rule for its " + nested);
            } else if (released.has(nested)) {
                compare(place + "." + nested, released.get(nested), present.get(nested));
            }
        }
    }

    private void fields(String place, JsonNode released, JsonNode present) {
        Set<String> requiredBefore = values(released.path("required"));
        Set<String> requiredNow = values(present.path("required"));
        JsonNode now = present.path("properties");
        released.get("properties").properties().forEach(field -> {
            String name = place + "." + field.getKey();
            if (!now.has(field.getKey())) {
                breaks.add(name + " is gone");
                return;
            }
            compare(name, field.getValue(), now.get(field.getKey()));
            if (requiredBefore.contains(field.getKey()) && !requiredNow.contains(field.getKey())) {
                breaks.add(name + " may be left out now, and the release before refuses events without it");
            }
            if (!requiredBefore.contains(field.getKey()) && requiredNow.contains(field.getKey())) {
                breaks.add(name + " is required now, and events of the release before may lack it");
            }
        });
        now.fieldNames().forEachRemaining(name -> {
            if (!released.get("properties").has(name) && requiredNow.contains(name)) {
                breaks.add(place + "." + name + " is new and required, and events of the release before lack it");
            }
        });
    }

    private void enumeration(String place, Set<String> before, Set<String> now) {
        for (String value : before) {
            if (!now.contains(value)) {
                breaks.add(place + " no longer allows " + value + ", which the release before writes");
            }
        }
        for (String value : now) {
            if (!before.contains(value)) {
                breaks.add(place + " now allows " + value + ", which the release before refuses");
            }
        }
    }

    private void same(String place, String keyword, JsonNode released, JsonNode present) {
        if (!released.path(keyword).equals(present.path(keyword))) {
            breaks.add(place + " has another " + keyword);
        }
    }

    private static Set<String> values(JsonNode node) {
        Set<String> values = new TreeSet<>();
        if (node.isArray()) {
            node.forEach(value -> values.add(value.asText()));
        } else if (!node.isMissingNode()) {
            values.add(node.asText());
        }
        return values;
    }
}
