package io.agentaiops.eventbus.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step's {@code with:}, read by type. What does not fit is an {@link IllegalArgumentException} that names the argument,
 * its value and what is allowed.
 *
 * @param values as they stand in the document
 */
public record Arguments(Map<String, Object> values) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d|w)");

    public Arguments {
        values = Map.copyOf(values);
    }

    /** A text that must be given. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /** A text, or another one when it is not given. */
    public String text(String name, String otherwise) {
        return optionalText(name).orElse(otherwise);
    }

    /** A text, if it is given and not blank. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(String::valueOf).filter(text -> !text.isBlank());
    }

    /** A list of texts; a single value counts as a list of one, none as an empty list. */
    public List<String> texts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    /** A duration such as {@code 90s}, {@code 15h} or {@code 7d}. */
    public Duration duration(String name, Duration otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value.toString().strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " must be a duration such as 90s, 15h or 7d but is " + value);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofDays(7 * amount);
        };
    }

    /** A number between two bounds, both allowed. */
    public double number(String name, double otherwise, double least, double most) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        double number;
        try {
            number = Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number but is " + value, e);
        }
        if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + most + " but is " + value);
        }
        return number;
    }

    /** A percentage. */
    public double percent(String name, double otherwise) {
        return number(name, otherwise, 0, 100);
    }
}
