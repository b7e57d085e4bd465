package io.agentaiops.agentgateway.evidence;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds dates and times of day, whichever way they are written. */
final class Moments {

    private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private static final Map<String, Integer> MONTH = IntStream.range(0, 12)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(i -> MONTHS.substring(i * 4, i * 4 + 3), i -> i + 1));

    private static final Pattern ISO = Pattern.compile("\\b(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})(?:T(?=\\d))?");
    private static final Pattern DAY_MONTH = Pattern.compile(
            "(?i)\\b(?<d>\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?(?<m>" + MONTHS + ")[a-z]*\\.?,?(?: (?<y>\\d{4}))?\\b");
    private static final Pattern MONTH_DAY = Pattern.compile(
            "(?i)\\b(?<m>" + MONTHS
                    + ")[a-z]*\\.? {1,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?\\b(?: (?<clock>\\d{2}:\\d{2}(?::\\d{2})?))?(?:,? (?<y>\\d{4}))?\\b");
    private static final Pattern CLOCK =
            Pattern.compile("(?<![\\d.:/-])(?<h>\\d{1,2}):(?<min>\\d{2})(?::(?<s>\\d{2}))?(?![\\d:])");

    private Moments() {}

    /** Takes them out of the text; dates are names, times of day are quantities. */
    static String take(String text, Set<String> names, List<Quantity> quantities) {
        String rest = dates(ISO, text, names);
        rest = dates(MONTH_DAY, rest, names);
        rest = dates(DAY_MONTH, rest, names);
        Matcher clock = CLOCK.matcher(rest);
        StringBuilder left = new StringBuilder();
        while (clock.find()) {
            String seconds = clock.group("s");
            double value = Integer.parseInt(clock.group("h")) * 3600.0
                    + Integer.parseInt(clock.group("min")) * 60.0
                    + (seconds == null ? 0 : Integer.parseInt(seconds));
            quantities.add(new Quantity(value, Quantity.Kind.CLOCK, 1, seconds == null ? 0 : 2, clock.group()));
            clock.appendReplacement(left, " ");
        }
        return clock.appendTail(left).toString();
    }

    private static String dates(Pattern pattern, String text, Set<String> names) {
        Matcher date = pattern.matcher(text);
        StringBuilder left = new StringBuilder();
        while (date.find()) {
            String month = date.group("m").toLowerCase(Locale.ROOT);
            int number = month.matches("\\d+") ? Integer.parseInt(month) : MONTH.getOrDefault(month, 0);
            names.add("date:" + number + "-" + Integer.parseInt(date.group("d")));
            String year = date.group("y");
            if (year != null) {
                names.add("year:" + year);
            }
            String clock = pattern == MONTH_DAY ? date.group("clock") : null;
            date.appendReplacement(left, Matcher.quoteReplacement(" " + orEmpty(clock) + " "));
        }
        return date.appendTail(left).toString();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
