package io.agentaiops.alertrouter.notification.template;

import io.agentaiops.alertrouter.gotemplate.GoObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A length of time as Go's {@code time.Duration}.
 *
 * @param length how long
 */
record GoDuration(Duration length) implements GoObject {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    @Override
    public @Nullable Member member(String name, List<@Nullable Object> arguments) {
        return switch (name) {
            case "Seconds" -> new Member(seconds());
            case "Minutes" -> new Member(seconds() / 60);
            case "Hours" -> new Member(seconds() / 3_600);
            case "String" -> new Member(toString());
            default -> null;
        };
    }

    double seconds() {
        return length.toNanos() / 1e9;
    }

    /** Such as {@code 1h2m3.5s}. */
    @Override
    public String toString() {
        Duration size = length.abs();
        String sign = length.isNegative() ? "-" : "";
        if (size.isZero()) {
            return "0s";
        }
        if (size.compareTo(Duration.ofSeconds(1)) < 0) {
            long nanos = size.toNanos();
            return sign
                    + (nanos < 1_000
                            ? nanos + "ns"
                            : nanos < 1_000_000 ? plain(nanos, 3) + "µs" : plain(nanos, 6) + "ms");
        }
        BigDecimal seconds = BigDecimal.valueOf(size.toNanos()).divide(NANOS);
        long minutes = size.toMinutes();
        String rest = seconds.subtract(BigDecimal.valueOf(minutes * 60))
                .stripTrailingZeros()
                .toPlainString();
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + (minutes > 0 ? minutes % 60 + "m" : "") + rest + "s";
    }

    private static String plain(long number, int point) {
        return BigDecimal.valueOf(number, point).stripTrailingZeros().toPlainString();
    }

    /** As Prometheus' {@code humanizeDuration} has it: {@code 1d 2h 3m 4s}, below a second with a prefix. */
    static String humanized(double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return String.valueOf(seconds);
        }
        double size = Math.abs(seconds);
        String sign = seconds < 0 ? "-" : "";
        if (size == 0) {
            return "0s";
        }
        if (size < 1) {
            String[] prefixes = {"m", "u", "n", "p", "f", "a", "z", "y"};
            String prefix = "";
            double scaled = size;
            for (int i = 0; i < prefixes.length && scaled < 1; i++) {
                prefix = prefixes[i];
                scaled *= 1_000;
            }
            return sign + short4(scaled) + prefix + "s";
        }
        long whole = (long) size;
        if (whole < 60) {
            return sign + short4(size) + "s";
        }
        long minutes = whole / 60 % 60;
        long hours = whole / 3_600 % 24;
        long days = whole / 86_400;
        if (days > 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + whole % 60 + "s";
        }
        return sign + (hours > 0 ? hours + "h " : "") + minutes + "m " + whole % 60 + "s";
    }

    /** Four significant digits. */
    private static String short4(double number) {
        return new BigDecimal(number)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }
}
