package io.agentaiops.alertrouter.yaml;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Prometheus' notation: {@code 1h30m}, {@code 5m}, {@code 250ms}, {@code 0}. */
public final class PromDuration {

    private static final Pattern FORM =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final List<Duration> UNITS = List.of(
            Duration.ofDays(365),
            Duration.ofDays(7),
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(1));

    private PromDuration() {}

    /** Throws {@link IllegalArgumentException} with what would be right. */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !form.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration; write it like 30s, 5m, 1h30m or 7d");
        }
        Duration sum = Duration.ZERO;
        try {
            for (int i = 0; i < UNITS.size(); i++) {
                String count = form.group(i + 1);
                if (count != null) {
                    sum = sum.plus(UNITS.get(i).multipliedBy(Long.parseLong(count)));
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is too long a duration", e);
        }
        return sum;
    }

    /** The shortest text that reads back as the same duration; parts below a millisecond are dropped. */
    public static String print(Duration duration) {
        long rest = duration.toMillis();
        if (rest <= 0) {
            return "0s";
        }
        String[] names = {"y", "w", "d", "h", "m", "s", "ms"};
        StringBuilder text = new StringBuilder();
        for (int i = 2; i < names.length; i++) {
            long unit = UNITS.get(i).toMillis();
            if (rest >= unit) {
                text.append(rest / unit).append(names[i]);
                rest %= unit;
            }
        }
        return text.toString();
    }
}
