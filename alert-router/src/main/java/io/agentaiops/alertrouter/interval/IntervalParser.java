package io.agentaiops.alertrouter.interval;

import io.agentaiops.alertrouter.interval.TimeInterval.Range;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code time_intervals} and the older {@code mute_time_intervals}. */
public final class IntervalParser {

    private static final Pattern TIME = Pattern.compile("((?:[01]\\d|2[0-3]):[0-5]\\d|24:00)");
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final int SHORTEST_MONTH = 28;
    private static final int LONGEST_MONTH = 31;

    private IntervalParser() {}

    /** Both lists of the file; names must be unique over both. */
    public static TimeIntervals parse(YamlMap root) {
        Map<String, List<TimeInterval>> named = new LinkedHashMap<>();
        for (String key : List.of("time_intervals", "mute_time_intervals")) {
            for (YamlMap entry : root.maps(key)) {
                String name = entry.requiredText("name");
                List<TimeInterval> parts = entry.maps("time_intervals").stream()
                        .map(IntervalParser::interval)
                        .toList();
                entry.finish();
                if (named.put(name, parts) != null) {
                    throw entry.refuse("name", name + " is the name of another interval too");
                }
            }
        }
        return new TimeIntervals(named);
    }

    private static TimeInterval interval(YamlMap map) {
        TimeInterval interval = new TimeInterval(
                map.maps("times").stream().map(IntervalParser::times).toList(),
                map.convertAll("weekdays", text -> range(text, IntervalParser::weekday)),
                map.convertAll("days_of_month", IntervalParser::days),
                map.convertAll("months", text -> range(text, IntervalParser::month)),
                map.convertAll("years", text -> range(text, IntervalParser::number)),
                map.convert("location", IntervalParser::zone).orElse(ZoneId.of("UTC")));
        map.finish();
        return interval;
    }

    private static Range times(YamlMap map) {
        int start = map.convert("start_time", IntervalParser::minute)
                .orElseThrow(() -> map.refuse("start_time", "is needed"));
        int end =
                map.convert("end_time", IntervalParser::minute).orElseThrow(() -> map.refuse("end_time", "is needed"));
        map.finish();
        if (start >= end) {
            throw map.refuse("start_time", "must be before end_time");
        }
        return new Range(start, end);
    }

    private static int minute(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time such as 09:30; 24:00 is the latest");
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    private static Range range(String text, ToIntFunction<String> parser) {
        List<String> ends =
                new ArrayList<>(List.of(text.toLowerCase(Locale.ROOT).strip().split(":", -1)));
        if (ends.size() > 2) {
            throw new IllegalArgumentException("\"" + text + "\" is not one value, nor two with a colon between them");
        }
        int begin = parser.applyAsInt(ends.getFirst().strip());
        int end = parser.applyAsInt(ends.getLast().strip());
        if (begin > end && end >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
        }
        return new Range(begin, end);
    }

    private static Range days(String text) {
        Range range = range(text, IntervalParser::number);
        for (int day : List.of(range.begin(), range.end())) {
            if (day == 0 || Math.abs(day) > LONGEST_MONTH) {
                throw new IllegalArgumentException(day + " is not a day of the month: between -31 and 31, but not 0");
            }
        }
        if (range.begin() < 0 && range.end() > 0) {
            throw new IllegalArgumentException("the end day must be negative if the start day is negative");
        }
        // Whether it ends before it begins must not depend on the month.
        int begin = range.begin() < 0 ? SHORTEST_MONTH + range.begin() : range.begin();
        int end = range.end() < 0 ? SHORTEST_MONTH + range.end() : range.end();
        if (begin > end) {
            throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
        }
        return range;
    }

    private static int weekday(String text) {
        int day = WEEKDAYS.indexOf(text);
        if (day < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not a day of the week such as monday");
        }
        return day;
    }

    private static int month(String text) {
        int named = MONTHS.indexOf(text) + 1;
        int month = named > 0 ? named : number(text);
        if (month < 1 || month > MONTHS.size()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a month such as january or 1");
        }
        return month;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return text.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a time zone of the IANA database such as Europe/Berlin", e);
        }
    }
}
