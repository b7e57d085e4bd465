package io.agentaiops.eventbus.redaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of one text, from its first character to its last. Rules look around where they were called, report what
 * they found, and the reading goes on behind it; most characters cost one look into a table.
 */
public final class Scan {

    private static final byte NOTHING = 0;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte SIGN = 3;

    private static final byte[] KIND = new byte[128];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            KIND[c] = LETTER;
            KIND[c - 'a' + 'A'] = LETTER;
        }
        for (char c = '0'; c <= '9'; c++) {
            KIND[c] = DIGIT;
        }
        for (char c : "@=:-$+(%*".toCharArray()) {
            KIND[c] = SIGN;
        }
    }

    private final String text;
    private final List<Finding> found = new ArrayList<>(2);

    private Scan(String text) {
        this.text = text;
    }

    /** What is in the text, by position, without overlaps. */
    public static List<Finding> of(String text) {
        Scan scan = new Scan(text);
        scan.read();
        return Collections.unmodifiableList(scan.found);
    }

    private void read() {
        byte before = NOTHING;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            byte kind = c < 128 ? KIND[c] : NOTHING;
            int end = -1;
            if (c > 127) {
                Prose.beyondAscii(this, i, c);
            } else if (kind == SIGN) {
                end = sign(c, i);
            } else if (kind == LETTER && before != LETTER && before != DIGIT) {
                end = Words.at(this, i);
            } else if (kind == DIGIT && before != DIGIT) {
                end = Numbers.at(this, i, before == LETTER && at(i - 3) != '%');
            }
            before = end > i ? NOTHING : kind;
            i = Math.max(end, i + 1);
        }
    }

    private int sign(char c, int i) {
        return switch (c) {
            case '@' -> Emails.at(this, i);
            case '=' -> Assignments.at(this, i);
            case ':' -> isAt(i + 1, "//") ? Urls.at(this, i) : Assignments.at(this, i);
            case '-' -> Options.at(this, i);
            case '$', '*' -> PasswordHashes.at(this, i);
            case '%' -> isAt(i, "%40") ? Emails.at(this, i) : isAt(i, "%2B") ? Phones.encoded(this, i) : -1;
            default -> Phones.at(this, i);
        };
    }

    int length() {
        return text.length();
    }

    /** The character at an index, or 0 beside the text. */
    char at(int i) {
        return i >= 0 && i < text.length() ? text.charAt(i) : 0;
    }

    boolean isAt(int i, String expected) {
        return text.startsWith(expected, i);
    }

    boolean isAtIgnoringCase(int i, String expected) {
        return text.regionMatches(true, i, expected, 0, expected.length());
    }

    String between(int start, int end) {
        return text.substring(start, end);
    }

    /** Where a text stands within some characters, or -1. */
    int indexOf(String wanted, int from, int most) {
        return text.indexOf(wanted, from, (int) Math.min(text.length(), (long) from + most));
    }

    /** A matcher that stands at an index and reads no further than so many characters, nor past the line. */
    Matcher matcher(Pattern pattern, int from, int most) {
        int end = Math.min(text.length(), from + most);
        int line = text.indexOf('\n', from, end);
        return pattern.matcher(text).region(from, line < 0 ? end : line);
    }

    /** Notes what was found unless it touches something found before; answers where it ends. */
    int add(String type, int start, int end) {
        int place = found.size();
        while (place > 0 && found.get(place - 1).start() >= end) {
            place--;
        }
        if (end > start && (place == 0 || found.get(place - 1).end() <= start)) {
            found.add(place, new Finding(type, start, end));
        }
        return end;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** A letter or digit of ASCII. */
    static boolean isWord(char c) {
        return c < 128 && (KIND[c] == LETTER || KIND[c] == DIGIT);
    }

    /** A letter or digit of any script. */
    static boolean isAnyWord(char c) {
        return c < 128 ? isWord(c) : Character.isLetterOrDigit(c);
    }
}
