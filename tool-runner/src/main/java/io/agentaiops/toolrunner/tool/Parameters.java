package io.agentaiops.toolrunner.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that a tool takes: one definition for the JSON Schema that models read and for the check of what they
 * send. Flat on purpose; small models get nested arguments wrong.
 */
public final class Parameters {

    /**
     * Arguments that were checked.
     *
     * @param values by name; what was not given and has no default is missing
     */
    public record Given(Map<String, Object> values) {

        public Given {
            values = Map.copyOf(values);
        }

        /** A text that must be there. */
        public String text(String name) {
            return optionalText(name).orElseThrow(() -> new IllegalStateException(name + " is not a parameter"));
        }

        /** A text that may be there. */
        public Optional<String> optionalText(String name) {
            return Optional.ofNullable(values.get(name)).map(Object::toString);
        }

        /** A number; those of parameters are never missing. */
        public int number(String name) {
            if (values.get(name) instanceof Long number) {
                return Math.toIntExact(number);
            }
            throw new IllegalStateException(name + " is not a number");
        }

        /** Yes or no. */
        public boolean flag(String name) {
            return Boolean.TRUE.equals(values.get(name));
        }
    }

    private final List<Parameter> parameters;

    private Parameters(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** These, in this order. */
    public static Parameters of(Parameter... parameters) {
        return new Parameters(List.of(parameters));
    }

    /** The JSON Schema. */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                parameters.stream()
                        .filter(Parameter::required)
                        .map(Parameter::name)
                        .toList(),
                "additionalProperties",
                false);
    }

    /** Checks the arguments and goes on with them; denies with all that is wrong. */
    public Preparation prepare(Map<String, Object> arguments, Function<Given, Preparation> next) {
        List<String> faults = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            read(parameter, arguments.get(parameter.name()), values, faults);
        }
        arguments.keySet().stream()
                .filter(name ->
                        parameters.stream().noneMatch(known -> known.name().equals(name)))
                .sorted()
                .forEach(name -> faults.add("there is no argument '" + name + "', only " + names()));
        return faults.isEmpty() ? next.apply(new Given(values)) : new Preparation.Denied(String.join("; ", faults));
    }

    private static void read(
            Parameter parameter, @Nullable Object given, Map<String, Object> values, List<String> faults) {
        Object otherwise = parameter.otherwise();
        if (given != null) {
            try {
                values.put(parameter.name(), parameter.read(given));
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        } else if (parameter.required()) {
            faults.add(parameter.name() + " is missing: " + parameter.description());
        } else if (otherwise != null) {
            values.put(parameter.name(), otherwise);
        }
    }

    private String names() {
        return parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }
}
