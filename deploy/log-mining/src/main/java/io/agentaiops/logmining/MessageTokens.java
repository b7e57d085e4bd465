package io.agentaiops.logmining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A message cut into words, with everything masked that is a value by its looks: numbers, addresses, paths, ids, times.
 * Brackets, quotes, equals signs, colons and commas are words of their own, so that {@code user=root} is three.
 */
final class MessageTokens {

    /** Stands for a value. */
    static final String VALUE = "<*>";

    private static final String DELIMITERS = "=,;()[]{}\"'|<>:";
    private static final String FOLLOWED_BY_LITERALS = "=:(";
    private static final int LONGEST_LITERAL = 5;
    private static final Set<String> LITERALS =
            Set.of("true", "false", "null", "nil", "none", "yes", "no", "on", "off");
    private static final Set<String> UNITS = Set.of(
            "B", "KB", "MB", "GB", "TB", "kB", "KiB", "MiB", "GiB", "TiB", "K", "M", "G", "ms", "us", "ns", "s", "sec",
            "secs");

    private final List<String> tokens = new ArrayList<>(32);
    private final String text;

    private MessageTokens(String text) {
        this.text = text;
    }

    /** The words of a message; values that follow each other count once. */
    static List<String> of(String message) {
        MessageTokens cut = new MessageTokens(message);
        cut.read();
        return cut.tokens;
    }

    /** Whether the word is a sign and no word. */
    static boolean isSign(String word) {
        return !word.equals(VALUE) && !Character.isLetterOrDigit(word.charAt(0)) && word.length() <= 2;
    }

    private void read() {
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) <= ' ' || Character.isWhitespace(text.charAt(i))) {
                i++;
            } else {
                i = word(i);
            }
        }
    }

    /** Reads from {@code from} until white space; a value in brackets or quotes may go on behind it. */
    private int word(int from) {
        int start = from;
        int i = from;
        while (i < text.length() && text.charAt(i) > ' ' && !Character.isWhitespace(text.charAt(i))) {
            char c = text.charAt(i);
            if (DELIMITERS.indexOf(c) < 0) {
                int end = i == start ? ValueShapes.placeEnd(text, i) : ValueShapes.dotsEnd(text, i);
                if (end > i) {
                    piece(start, i);
                    if (i == start && c != '.') {
                        value();
                    } else {
                        tokens.add("..");
                    }
                    start = end;
                    i = end;
                    continue;
                }
                i++;
                continue;
            }
            int end = valueEnd(start, i);
            if (end > i) {
                i = end;
                start = end;
            } else if (c == '(' && i > start && i + 1 < text.length() && text.charAt(i + 1) == ')') {
                // of a call such as init(): part of the name
                i += 2;
            } else {
                piece(start, i);
                i = delimiter(i);
                start = i;
            }
        }
        piece(start, i);
        return i;
    }

    /** Adds what is a value together with the delimiter at {@code i}, and says where it ends; {@code i} when nothing is. */
    private int valueEnd(int start, int i) {
        int clock = ValueShapes.colonsEnd(text, start, i);
        if (clock > i) {
            value();
            return clock;
        }
        char c = text.charAt(i);
        int blob = c == '{' && i > start ? ValueShapes.bracketsEnd(text, i) : i;
        if (blob > i) {
            piece(start, i);
            value();
            return blob;
        }
        if (c == '=' && i > start && inCommaList(start, i)) {
            int end = ValueShapes.settingEnd(text, i + 1);
            piece(start, i);
            tokens.add("=");
            value();
            return end;
        }
        if (c == '<' && i == start && i + 1 < text.length() && ValueShapes.isDigit(text.charAt(i + 1))) {
            int end = ValueShapes.settingEnd(text, i + 1);
            value();
            return end;
        }
        int quoted = c == '"' && i == start ? ValueShapes.quotedWordEnd(text, i) : i;
        if (quoted > i) {
            value();
        }
        return quoted;
    }

    /** Whether the setting stands in a list such as {@code a=1, b=2}: then its value is one whatever it looks like. */
    private boolean inCommaList(int start, int i) {
        int before = start - 1;
        while (before > 0 && text.charAt(before) == ' ') {
            before--;
        }
        if (before > 0 && text.charAt(before) == ',') {
            return true;
        }
        int end = ValueShapes.settingEnd(text, i + 1);
        return end > i + 1 && end < text.length() && text.charAt(end) == ',';
    }

    private int delimiter(int i) {
        char c = text.charAt(i);
        boolean spaceBefore = i == 0 || text.charAt(i - 1) == ' ';
        boolean spaceAfter = i + 1 == text.length() || text.charAt(i + 1) == ' ';
        if (c == '=' && spaceAfter && !spaceBefore) {
            tokens.add("=");
            value();
            return i + 1;
        }
        int closes = ")]}".indexOf(c);
        if (closes >= 0 && i > 0 && text.charAt(i - 1) == "([{".charAt(closes)) {
            value();
        }
        tokens.add(String.valueOf(c));
        return i + 1;
    }

    private void piece(int from, int to) {
        if (from >= to) {
            return;
        }
        int end = to;
        while (end > from && ".!?".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end == from) {
            return;
        }
        if ((ValueShapes.isValue(text, from, end) && !text.startsWith("()", end - 2)) || isLiteral(from, end)) {
            value();
        } else if (!isUnit(from, end)) {
            tokens.add(text.substring(from, end));
        }
    }

    private boolean isLiteral(int from, int to) {
        return to - from <= LONGEST_LITERAL
                && !tokens.isEmpty()
                && (FOLLOWED_BY_LITERALS.contains(tokens.getLast()) || isValueOfSetting())
                && LITERALS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
    }

    /** {@code key= word}: the value that was put in for the space. */
    private boolean isValueOfSetting() {
        int n = tokens.size();
        return n > 1 && tokens.get(n - 1).equals(VALUE) && "=(".contains(tokens.get(n - 2));
    }

    private boolean isUnit(int from, int to) {
        return to - from <= 4
                && !tokens.isEmpty()
                && tokens.getLast().equals(VALUE)
                && UNITS.contains(text.substring(from, to));
    }

    /** Adds a value; one after another, with or without a sign between them, counts once. */
    private void value() {
        int n = tokens.size();
        if (n > 0 && tokens.get(n - 1).equals(VALUE)) {
            return;
        }
        if (n > 1 && tokens.get(n - 2).equals(VALUE) && ":,".contains(tokens.get(n - 1))) {
            tokens.removeLast();
            return;
        }
        tokens.add(VALUE);
    }
}
