package io.agentaiops.opsscheduler.procedure;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as documents write them: a whole number and a unit, such as {@code 30s}, {@code 10m}, {@code 26h}, {@code 7d}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,7})(ms|s|m|h|d|w)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException with a message for the author
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a duration is a whole number and ms, s, m, h, d or w, such as 30s, but this is " + text);
        }
        return UNITS.getOrDefault(matcher.group(2), Duration.ZERO).multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
