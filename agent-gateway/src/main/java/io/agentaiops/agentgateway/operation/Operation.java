package io.agentaiops.agentgateway.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a procedure that this service does.
 *
 * @param id the attempt
 * @param runId the procedure's run
 * @param capability what is to be done
 * @param arguments with what
 * @param principal on whose behalf
 * @param dryRun whether to say only what would be done
 * @param deadline when it must have ended
 */
public record Operation(
        String id,
        String runId,
        String capability,
        Map<String, Object> arguments,
        String principal,
        boolean dryRun,
        Instant deadline) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|h|d|w)");

    public Operation {
        arguments = Map.copyOf(arguments);
    }

    Optional<String> text(String name) {
        Object value = arguments.get(name);
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    List<String> texts(String name) {
        return switch (arguments.get(name)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            case Object one -> List.of(one.toString());
        };
    }

    /** An argument such as {@code 60s}, {@code 15h} or {@code 7d}. */
    Duration duration(String name, Duration otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text.get().strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " must be a duration such as 60s, 15h or 7d but is " + text.get());
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
}
