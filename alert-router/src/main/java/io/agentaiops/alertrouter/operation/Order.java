package io.agentaiops.alertrouter.operation;

import io.agentaiops.alertrouter.yaml.PromDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a step of a procedure asks for.
 *
 * @param id unique for each attempt
 * @param capability by name
 * @param arguments as the document gives them
 * @param principal on whose behalf
 * @param dryRun whether to say only what would be done
 */
public record Order(String id, String capability, Map<String, Object> arguments, String principal, boolean dryRun) {

    public Order {
        arguments = Map.copyOf(arguments);
    }

    /** The text; throws {@link IllegalArgumentException} when it is missing. */
    String text(String name) {
        String text = text(name, "");
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " is needed");
        }
        return text;
    }

    String text(String name, String otherwise) {
        return String.valueOf(arguments.getOrDefault(name, otherwise));
    }

    Duration duration(String name, String otherwise) {
        String text = text(name, otherwise);
        Duration duration = PromDuration.parse(text);
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, but is " + text);
        }
        return duration;
    }

    /** The texts; a single one counts as a list of one. */
    List<String> texts(String name) {
        Object value = arguments.getOrDefault(name, List.of());
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }
}
