package io.agentaiops.alertrouter.yaml;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Function;

/** Times and days as people write them; what is none is refused with an example. */
public final class TimeTexts {

    private TimeTexts() {}

    public static ZoneId zone(String text) {
        return read(ZoneId::of, text, "a time zone such as Europe/Berlin");
    }

    public static LocalTime time(String text) {
        return read(LocalTime::parse, text, "a time such as 08:00");
    }

    /** A day by its English name, in small letters. */
    public static DayOfWeek weekday(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(text)) {
                return day;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a weekday such as monday");
    }

    /** Throws {@link IllegalArgumentException} that says what was expected. */
    public static <T> T read(Function<String, T> parser, String text, String expected) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + expected, e);
        }
    }
}
