package io.agentaiops.logmining;

import java.util.Set;

/** What values look like, whoever writes them. Every method says where a shape ends, or gives back where it was asked. */
final class ValueShapes {

    private static final Set<String> CALENDAR = Set.of(
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
            "Sep", "Oct", "Nov", "Dec");
    private static final String ENDS_A_PLACE = ",;()[]{}\"'|<>=";
    private static final int SHORTEST_HEX = 8;
    private static final int LONGEST_BLOB = 2000;

    private ValueShapes() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A path, a Windows path or a URL. */
    static int placeEnd(String text, int i) {
        if (!isPath(text, i) && !isDrive(text, i) && !isUrl(text, i)) {
            return i;
        }
        int end = i;
        while (end < text.length() && text.charAt(end) > ' ' && ENDS_A_PLACE.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > i && ":.".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isPath(String text, int i) {
        if (text.charAt(i) != '/' || i + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(i + 1);
        return Character.isLetterOrDigit(next) || "._~-<".indexOf(next) >= 0;
    }

    private static boolean isDrive(String text, int i) {
        return Character.isLetter(text.charAt(i)) && text.startsWith(":\\", i + 1);
    }

    private static boolean isUrl(String text, int i) {
        int scheme = i;
        while (scheme < text.length()
                && (Character.isLetter(text.charAt(scheme)) || ".+-".indexOf(text.charAt(scheme)) >= 0)) {
            scheme++;
        }
        return scheme > i && text.startsWith("://", scheme);
    }

    /** Two dots or more, as in {@code summary.........1}. */
    static int dotsEnd(String text, int i) {
        int end = i;
        while (end < text.length() && text.charAt(end) == '.') {
            end++;
        }
        boolean inside = end < text.length() && text.charAt(end) > ' ';
        return end - i >= 2 && inside ? end : i;
    }

    /**
     * Times, MAC and IPv6 addresses, and names with a port: what colons hold together. Looks at the word that began at
     * {@code start} when a delimiter is met at {@code i}.
     */
    static int colonsEnd(String text, int start, int i) {
        if (text.charAt(i) != ':') {
            return i;
        }
        int end = start;
        int colons = 0;
        boolean digit = false;
        while (end < text.length() && (Character.digit(text.charAt(end), 16) >= 0 || text.charAt(end) == ':')) {
            colons += text.charAt(end) == ':' ? 1 : 0;
            digit |= isDigit(text.charAt(end));
            end++;
        }
        boolean whole = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
        if (whole && digit && colons >= 2 && end > i) {
            return text.charAt(end - 1) == ':' ? end - 1 : end;
        }
        return portEnd(text, start, i);
    }

    /** {@code host.name:80}. */
    private static int portEnd(String text, int start, int i) {
        int dot = text.indexOf('.', start);
        if (dot <= start || dot >= i - 1) {
            return i;
        }
        int end = i + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        boolean whole = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
        return end > i + 1 && whole ? end : i;
    }

    /** From an opening bracket to behind the one that closes it. */
    static int bracketsEnd(String text, int i) {
        int depth = 0;
        for (int end = i; end < text.length() && end < i + LONGEST_BLOB; end++) {
            char c = text.charAt(end);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (depth == 0) {
                return end + 1;
            }
        }
        return i;
    }

    /** The value of a setting: until a space, a comma or a bracket that it did not open. */
    static int settingEnd(String text, int from) {
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '"' && end == from) {
                int close = text.indexOf('"', end + 1);
                return close < 0 ? end : close + 1;
            }
            if (c <= ' ' || ",;)]}>".indexOf(c) >= 0) {
                return end;
            }
            if (c == '<') {
                int close = text.indexOf('>', end);
                end = close < 0 ? end : close;
            }
            int blob = "([{".indexOf(c) >= 0 ? bracketsEnd(text, end) : end;
            end = Math.max(end + 1, blob);
        }
        return end;
    }

    /** One word in double quotes. */
    static int quotedWordEnd(String text, int i) {
        int close = text.indexOf('"', i + 1);
        int space = text.indexOf(' ', i);
        boolean oneWord = close > i + 1 && (space < 0 || space > close);
        return oneWord ? close + 1 : i;
    }

    /** Whether a piece without delimiters is a value: it has a digit, is an address, hexadecimal, or of the calendar. */
    static boolean isValue(String text, int from, int to) {
        boolean hexadecimal = to - from >= SHORTEST_HEX;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean inner = i > from && i + 1 < to;
            if (isDigit(c) || (inner && (c == '@' || c == '\\'))) {
                return true;
            }
            hexadecimal &= Character.digit(c, 16) >= 0;
        }
        boolean stars = to - from >= 2 && text.startsWith("**", from) && text.startsWith("**", to - 2);
        boolean axis = to - from == 2 && "+-".indexOf(text.charAt(to - 1)) >= 0;
        boolean day = to - from == 3 && CALENDAR.contains(text.substring(from, to));
        return hexadecimal || axis || stars || day;
    }
}
