package io.agentaiops.opsscheduler.operation;

import java.util.Map;

/** Arguments of a capability as numbers and texts; what makes no sense is refused by name. */
public record Arguments(Map<String, Object> values) {

    public Arguments {
        values = Map.copyOf(values);
    }

    /** A number between 0 and 100. */
    public double percent(String name, double otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        double number = value instanceof Number given ? given.doubleValue() : number(name, value);
        if (number < 0 || number > 100) {
            throw new IllegalArgumentException(name + " must be between 0 and 100 but is " + value);
        }
        return number;
    }

    /** A text. */
    public String text(String name, String otherwise) {
        return String.valueOf(values.getOrDefault(name, otherwise));
    }

    private static double number(String name, Object value) {
        try {
            return Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number but is " + value, e);
        }
    }
}
