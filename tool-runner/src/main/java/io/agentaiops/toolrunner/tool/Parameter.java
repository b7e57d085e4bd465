package io.agentaiops.toolrunner.tool;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a tool.
 *
 * @param name as callers write it
 * @param kind what it holds
 * @param description for people and models
 * @param required whether it must be given
 * @param choices the texts that are allowed; empty for any
 * @param least the least number, or the least length of a text
 * @param most the greatest number, or the greatest length of a text
 * @param otherwise what holds when it is not given
 */
public record Parameter(
        String name,
        Kind kind,
        String description,
        boolean required,
        List<String> choices,
        long least,
        long most,
        @Nullable Object otherwise) {

    /** What an argument holds. */
    public enum Kind {
        TEXT("string"),
        NUMBER("integer"),
        FLAG("boolean");

        private final String schemaType;

        Kind(String schemaType) {
            this.schemaType = schemaType;
        }
    }

    /** Longer texts are no arguments but documents. */
    private static final int MOST_CHARACTERS = 2000;

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** A text that must be given. */
    public static Parameter text(String name, String description) {
        return new Parameter(name, Kind.TEXT, description, true, List.of(), 1, MOST_CHARACTERS, null);
    }

    /** A text that may be given. */
    public static Parameter optionalText(String name, String description) {
        return new Parameter(name, Kind.TEXT, description, false, List.of(), 1, MOST_CHARACTERS, null);
    }

    /** One of several words. */
    public static Parameter choice(String name, String description, List<String> choices, String otherwise) {
        return new Parameter(name, Kind.TEXT, description, false, choices, 1, MOST_CHARACTERS, otherwise);
    }

    /** A whole number between two bounds, both allowed. */
    public static Parameter number(String name, String description, long least, long most, long otherwise) {
        return new Parameter(name, Kind.NUMBER, description, false, List.of(), least, most, otherwise);
    }

    /** Yes or no. */
    public static Parameter flag(String name, String description, boolean otherwise) {
        return new Parameter(name, Kind.FLAG, description, false, List.of(), 0, 0, otherwise);
    }

    /** Its part of the JSON Schema. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new TreeMap<>(Map.of("type", kind.schemaType, "description", description));
        if (!choices.isEmpty()) {
            schema.put("enum", choices);
        }
        if (kind == Kind.NUMBER) {
            schema.put("minimum", least);
            schema.put("maximum", most);
        }
        if (otherwise != null) {
            schema.put("default", otherwise);
        }
        return schema;
    }

    /**
     * The value as its kind. Numbers and booleans may come as texts: small models send them so.
     *
     * @throws IllegalArgumentException when it does not fit, saying what is allowed
     */
    Object read(Object given) {
        return switch (kind) {
            case TEXT -> text(given);
            case NUMBER -> number(given);
            case FLAG -> flag(given);
        };
    }

    private String text(Object given) {
        if (given instanceof Map || given instanceof List) {
            throw wrong("is a text", given);
        }
        String text = given.toString().strip();
        if (!choices.isEmpty() && !choices.contains(text)) {
            throw wrong("is one of " + String.join(", ", choices), given);
        }
        if (text.length() < least) {
            throw new IllegalArgumentException(name + " is empty");
        }
        if (text.length() > most) {
            throw new IllegalArgumentException(name + " has " + text.length() + " characters, at most " + most);
        }
        return text;
    }

    private Long number(Object given) {
        long number;
        try {
            number = given instanceof Number exact && exact.doubleValue() == Math.rint(exact.doubleValue())
                    ? exact.longValue()
                    : Long.parseLong(given.toString().strip());
        } catch (NumberFormatException e) {
            throw wrong("is a whole number from " + least + " to " + most, given);
        }
        if (number < least || number > most) {
            throw wrong("is a whole number from " + least + " to " + most, given);
        }
        return number;
    }

    private Boolean flag(Object given) {
        return switch (given.toString().strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("is true or false", given);
        };
    }

    private IllegalArgumentException wrong(String allowed, Object given) {
        String shown = given.toString();
        return new IllegalArgumentException(
                name + " " + allowed + " but was '" + (shown.length() > 100 ? shown.substring(0, 100) : shown) + "'");
    }
}
