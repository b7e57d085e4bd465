package io.agentaiops.agentgateway.evidence;

import static java.util.Map.entry;

import io.agentaiops.agentgateway.evidence.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbers of a text with their units; dates, addresses and versions are names, not numbers. */
final class QuantityParser {

    /**
     * What was found, and the text without it.
     *
     * @param quantities the numbers in their order
     * @param rest the text with a blank in the place of each number
     */
    record Found(List<Quantity> quantities, String rest) {
        Found {
            quantities = List.copyOf(quantities);
        }
    }

    private record Unit(Kind kind, double factor) {}

    private static final double KILO = 1024;

    private static final Map<String, Unit> UNITS = Map.ofEntries(
            entry("%", new Unit(Kind.PERCENT, 1)),
            entry("percent", new Unit(Kind.PERCENT, 1)),
            entry("ms", new Unit(Kind.TIME, 0.001)),
            entry("msec", new Unit(Kind.TIME, 0.001)),
            entry("milliseconds", new Unit(Kind.TIME, 0.001)),
            entry("s", new Unit(Kind.TIME, 1)),
            entry("sec", new Unit(Kind.TIME, 1)),
            entry("second", new Unit(Kind.TIME, 1)),
            entry("seconds", new Unit(Kind.TIME, 1)),
            entry("min", new Unit(Kind.TIME, 60)),
            entry("mins", new Unit(Kind.TIME, 60)),
            entry("minute", new Unit(Kind.TIME, 60)),
            entry("minutes", new Unit(Kind.TIME, 60)),
            entry("h", new Unit(Kind.TIME, 3600)),
            entry("hour", new Unit(Kind.TIME, 3600)),
            entry("hours", new Unit(Kind.TIME, 3600)),
            entry("d", new Unit(Kind.TIME, 86_400)),
            entry("day", new Unit(Kind.TIME, 86_400)),
            entry("days", new Unit(Kind.TIME, 86_400)),
            entry("week", new Unit(Kind.TIME, 604_800)),
            entry("weeks", new Unit(Kind.TIME, 604_800)),
            entry("month", new Unit(Kind.TIME, 2_592_000)),
            entry("months", new Unit(Kind.TIME, 2_592_000)),
            entry("year", new Unit(Kind.TIME, 31_536_000)),
            entry("years", new Unit(Kind.TIME, 31_536_000)),
            entry("m", new Unit(Kind.EITHER, 1)),
            entry("b", new Unit(Kind.SIZE, 1)),
            entry("bytes", new Unit(Kind.SIZE, 1)),
            entry("k", new Unit(Kind.SIZE, KILO)),
            entry("kb", new Unit(Kind.SIZE, KILO)),
            entry("kib", new Unit(Kind.SIZE, KILO)),
            entry("mb", new Unit(Kind.SIZE, KILO * KILO)),
            entry("mib", new Unit(Kind.SIZE, KILO * KILO)),
            entry("megabytes", new Unit(Kind.SIZE, KILO * KILO)),
            entry("g", new Unit(Kind.SIZE, KILO * KILO * KILO)),
            entry("gb", new Unit(Kind.SIZE, KILO * KILO * KILO)),
            entry("gib", new Unit(Kind.SIZE, KILO * KILO * KILO)),
            entry("gigabytes", new Unit(Kind.SIZE, KILO * KILO * KILO)),
            entry("t", new Unit(Kind.SIZE, KILO * KILO * KILO * KILO)),
            entry("tb", new Unit(Kind.SIZE, KILO * KILO * KILO * KILO)),
            entry("tib", new Unit(Kind.SIZE, KILO * KILO * KILO * KILO)));

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            entry("zero", 0),
            entry("two", 2),
            entry("three", 3),
            entry("four", 4),
            entry("five", 5),
            entry("six", 6),
            entry("seven", 7),
            entry("eight", 8),
            entry("nine", 9),
            entry("ten", 10),
            entry("eleven", 11),
            entry("twelve", 12),
            entry("fifteen", 15),
            entry("twenty", 20),
            entry("thirty", 30),
            entry("forty", 40),
            entry("fifty", 50),
            entry("sixty", 60),
            entry("ninety", 90),
            entry("hundred", 100),
            entry("thousand", 1000));

    /** "For a year", "within an hour"; "twice a day" and "a second server" count nothing. */
    private static final String ONE =
            "(?<=\\b(?:for|within|after|in|than|least|most|about|to|takes?|took|lasts?)\\s)(?:an?|one)"
                    + "(?=\\s(?:minute|hour|day|week|month|year)\\b)";

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\w.:/@-])(?<minus>-)?"
                    + "(?:(?<digits>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)|(?<word>"
                    + String.join("|", WORDS.keySet()) + "|" + ONE + "))"
                    + "(?<unit>\\s?%|(?:\\s|-)?(?:"
                    + String.join(
                            "|",
                            UNITS.keySet().stream()
                                    .filter(unit -> !unit.equals("%"))
                                    .toList())
                    + "))?(?![\\w]|\\.\\d|:\\d)",
            Pattern.CASE_INSENSITIVE);

    private QuantityParser() {}

    /** The numbers of a text. */
    static Found parse(String text) {
        Matcher matcher = NUMBER.matcher(text);
        List<Quantity> quantities = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        while (matcher.find()) {
            quantities.add(quantity(matcher));
            matcher.appendReplacement(rest, " ");
        }
        return new Found(quantities, matcher.appendTail(rest).toString());
    }

    private static Quantity quantity(Matcher matcher) {
        String digits = matcher.group("digits");
        String word = matcher.group("word");
        String plain = digits == null
                ? String.valueOf(WORDS.getOrDefault(word.toLowerCase(Locale.ROOT), 1))
                : digits.replace(",", "");
        int point = plain.indexOf('.');
        String name = matcher.group("unit") == null
                ? ""
                : matcher.group("unit").strip().replace("-", "").toLowerCase(Locale.ROOT);
        Unit unit = UNITS.getOrDefault(name, new Unit(Kind.PLAIN, 1));
        return new Quantity(
                Double.parseDouble(plain),
                unit.kind(),
                unit.factor(),
                point < 0 ? 0 : plain.length() - point - 1,
                matcher.group().strip());
    }
}
