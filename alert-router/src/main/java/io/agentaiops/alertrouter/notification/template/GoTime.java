package io.agentaiops.alertrouter.notification.template;

import io.agentaiops.alertrouter.gotemplate.GoObject;
import io.agentaiops.alertrouter.gotemplate.GoValues;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A moment with the methods of Go's {@code time.Time} that make sense in messages.
 *
 * @param instant the moment
 * @param zone where it is told
 */
record GoTime(Instant instant, ZoneId zone) implements GoObject {

    /** Go's time that is none. */
    static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final List<String> LAYOUT = List.of(
            "January", "Monday", "-07:00", "Z07:00", "-0700", "Z0700", "2006", "Jan", "Mon", "MST", "002", "01", "02",
            "03", "04", "05", "06", "15", "PM", "pm", "_2", "1", "2", "3", "4", "5");

    @Override
    public @Nullable Member member(String name, List<@Nullable Object> arguments) {
        ZonedDateTime time = instant.atZone(zone);
        return switch (name) {
            case "Format" -> new Member(format(GoValues.text(arguments.getFirst())));
            case "UTC" -> new Member(new GoTime(instant, ZoneOffset.UTC));
            case "Local" -> new Member(new GoTime(instant, ZoneId.systemDefault()));
            case "Unix" -> new Member(instant.getEpochSecond());
            case "UnixMilli" -> new Member(instant.toEpochMilli());
            case "IsZero" -> new Member(instant.equals(ZERO));
            case "Year" -> new Member((long) time.getYear());
            case "Month" -> new Member(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case "Day" -> new Member((long) time.getDayOfMonth());
            case "Hour" -> new Member((long) time.getHour());
            case "Minute" -> new Member((long) time.getMinute());
            case "Second" -> new Member((long) time.getSecond());
            case "Weekday" -> new Member(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case "After" -> new Member(instant.isAfter(other(arguments)));
            case "Before" -> new Member(instant.isBefore(other(arguments)));
            case "Equal" -> new Member(instant.equals(other(arguments)));
            case "Sub" -> new Member(new GoDuration(Duration.between(other(arguments), instant)));
            case "Add" ->
                arguments.getFirst() instanceof GoDuration duration
                        ? new Member(new GoTime(instant.plus(duration.length()), zone))
                        : null;
            case "String" -> new Member(toString());
            default -> null;
        };
    }

    private static Instant other(List<@Nullable Object> arguments) {
        if (arguments.size() == 1 && arguments.getFirst() instanceof GoTime time) {
            return time.instant();
        }
        throw new IllegalArgumentException("expected one time");
    }

    /** By one of Go's layouts, which show Monday the second of January 2006, 15:04:05. */
    String format(String layout) {
        ZonedDateTime time = instant.atZone(zone);
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            int from = at;
            String part = LAYOUT.stream()
                    .filter(candidate -> layout.startsWith(candidate, from))
                    .findFirst()
                    .orElse("");
            if (!part.isEmpty()) {
                text.append(part(part, time));
                at += part.length();
            } else if (isFraction(layout, at)) {
                int end = at + 1;
                while (end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) {
                    end++;
                }
                text.append(fraction(layout.charAt(at), layout.charAt(at + 1), end - at - 1, time.getNano()));
                at = end;
            } else {
                text.append(layout.charAt(at++));
            }
        }
        return text.toString();
    }

    private static boolean isFraction(String layout, int at) {
        return (layout.charAt(at) == '.' || layout.charAt(at) == ',')
                && at + 1 < layout.length()
                && (layout.charAt(at + 1) == '0' || layout.charAt(at + 1) == '9');
    }

    private static String fraction(char point, char digit, int digits, int nanos) {
        String all = String.format("%09d", nanos).substring(0, Math.min(9, digits));
        if (digit == '0') {
            return point + all;
        }
        String kept = all.replaceFirst("0+$", "");
        return kept.isEmpty() ? "" : point + kept;
    }

    private static String part(String part, ZonedDateTime time) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (part) {
            case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Jan" ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Mon" ->
                time.getDayOfWeek()
                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        .substring(0, 3);
            case "MST" -> zoneName(time);
            case "2006" -> String.format("%04d", time.getYear());
            case "06" -> String.format("%02d", time.getYear() % 100);
            case "01" -> String.format("%02d", time.getMonthValue());
            case "1" -> String.valueOf(time.getMonthValue());
            case "02" -> String.format("%02d", time.getDayOfMonth());
            case "_2" -> String.format("%2d", time.getDayOfMonth());
            case "2" -> String.valueOf(time.getDayOfMonth());
            case "002" -> String.format("%03d", time.getDayOfYear());
            case "15" -> String.format("%02d", time.getHour());
            case "03" -> String.format("%02d", hour);
            case "3" -> String.valueOf(hour);
            case "04" -> String.format("%02d", time.getMinute());
            case "4" -> String.valueOf(time.getMinute());
            case "05" -> String.format("%02d", time.getSecond());
            case "5" -> String.valueOf(time.getSecond());
            case "PM" -> time.getHour() < 12 ? "AM" : "PM";
            case "pm" -> time.getHour() < 12 ? "am" : "pm";
            default -> offset(part, time.getOffset());
        };
    }

    private static String offset(String part, ZoneOffset offset) {
        if (part.startsWith("Z") && offset.getTotalSeconds() == 0) {
            return "Z";
        }
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        return (offset.getTotalSeconds() < 0 ? "-" : "+")
                + String.format("%02d", minutes / 60)
                + (part.contains(":") ? ":" : "")
                + String.format("%02d", minutes % 60);
    }

    private static String zoneName(ZonedDateTime time) {
        if (time.getOffset().getTotalSeconds() == 0) {
            return "UTC";
        }
        return java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
                .format(time);
    }

    @Override
    public String toString() {
        return format("2006-01-02 15:04:05.999999999 -0700 MST");
    }
}
