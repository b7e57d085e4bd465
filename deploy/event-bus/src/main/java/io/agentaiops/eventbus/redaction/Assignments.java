package io.agentaiops.eventbus.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of secret names: {@code password=…}, {@code "apiKey": "…"}, {@code Authorization: Bearer …}. */
final class Assignments {

    private static final int NAME = 64;

    private Assignments() {}

    /** A line of PostgreSQL's password file: {@code host:5432:database:user:password}. */
    private static final Pattern PASSWORD_FILE = Pattern.compile(":5432:[^:\\s]+:[^:\\s]+:(\\S+)");

    /** Called at {@code =} or {@code :}. */
    static int at(Scan scan, int sign) {
        if (scan.isAt(sign, ":5432:")) {
            Matcher line = scan.matcher(PASSWORD_FILE, sign, 300);
            return line.lookingAt() ? scan.add("credential", line.start(1), line.end(1)) : -1;
        }
        int nameEnd = sign;
        while (nameEnd > 0 && sign - nameEnd < 3 && isBetween(scan.at(nameEnd - 1))) {
            nameEnd--;
        }
        if (nameEnd == 0 || !SecretNames.mayEndWith(scan.at(nameEnd - 2), scan.at(nameEnd - 1))) {
            return -1;
        }
        SecretNames kind = SecretNames.of(name(scan, nameEnd));
        return kind == SecretNames.NONE ? -1 : value(scan, kind, sign + 1, scan.at(sign) == '=');
    }

    private static boolean isBetween(char c) {
        return c == ' ' || c == '"' || c == '\'' || c == '\\';
    }

    /** The name that ends here; {@code api key} is one name, {@code cache key} another. */
    private static String name(Scan scan, int end) {
        int start = end;
        while (start > 0 && end - start < NAME && isName(scan.at(start - 1))) {
            start--;
        }
        if (end - start == 3 && scan.isAtIgnoringCase(start, "key") && scan.at(start - 1) == ' ') {
            start--;
            while (start > 0 && end - start < NAME && isName(scan.at(start - 1))) {
                start--;
            }
        }
        return scan.isAt(start - 2, "${") ? "" : scan.between(start, end);
    }

    private static boolean isName(char c) {
        return Scan.isAnyWord(c) || c == '_' || c == '-' || c == '.';
    }

    private static int value(Scan scan, SecretNames kind, int from, boolean assigned) {
        int start = from;
        while (start - from < 4 && scan.at(start) == ' ') {
            start++;
        }
        if (scan.at(start) == '\\' && (scan.at(start + 1) == '"' || scan.at(start + 1) == '\'')) {
            start++;
        }
        char quote = scan.at(start);
        if (quote == '"' || quote == '\'') {
            if (kind == SecretNames.AUTHORIZATION) {
                return Schemes.at(scan, start + 1);
            }
            int end = closing(scan, start + 1, quote);
            return end > 0 && isSecret(kind, scan.between(start + 1, end), true)
                    ? Secrets.at(scan, start + 1, end)
                    : -1;
        }
        if (kind == SecretNames.AUTHORIZATION) {
            return Schemes.at(scan, start);
        }
        int end = bare(scan, start, isConnectionString(scan, from - 1));
        return isSecret(kind, scan.between(start, end), assigned) ? Secrets.at(scan, start, end) : -1;
    }

    /** Where a value without quotes ends: at a space, or in a connection string at the semicolon. */
    private static int bare(Scan scan, int start, boolean spaced) {
        int end = start;
        boolean hash = scan.at(start) == '{' && Scan.isUpper(scan.at(start + 1));
        while (end < scan.length()
                && !(endsValue(scan.at(end)) && !(spaced && scan.at(end) == ' ') && !(hash && scan.at(end) == '}'))) {
            end++;
        }
        while (end > start && (scan.at(end - 1) == '.' || scan.at(end - 1) == '\\')) {
            end--;
        }
        return end;
    }

    /** {@code …;Password=three short words;Encrypt=true}: a semicolon before the name, and one behind the value. */
    private static boolean isConnectionString(Scan scan, int sign) {
        int before = sign - 1;
        while (isName(scan.at(before))) {
            before--;
        }
        if (scan.at(sign) != '=' || scan.at(before) != ';') {
            return false;
        }
        int end = sign + 1;
        while (end - sign < 80 && "\n;\"'&=".indexOf(scan.at(end)) < 0 && scan.at(end) != 0) {
            end++;
        }
        return scan.at(end) == ';';
    }

    private static int closing(Scan scan, int from, char quote) {
        for (int i = from; i < scan.length() && i - from < 2000; i++) {
            char c = scan.at(i);
            if (c == quote || c == '\n') {
                return c == '\n' ? -1 : scan.at(i - 1) == '\\' ? i - 1 : i;
            }
        }
        return -1;
    }

    private static boolean endsValue(char c) {
        return c <= ' ' || ",;&\"'<>)}]|".indexOf(c) >= 0;
    }

    private static boolean isSecret(SecretNames kind, String value, boolean assigned) {
        if (Placeholders.is(value)) {
            return false;
        }
        return switch (kind) {
            case PASSWORD -> value.charAt(0) != '/' && (value.length() > 3 || (assigned && value.length() > 1));
            case WORD -> assigned && value.length() >= 6 && isMixed(value);
            case TOKEN, AUTHORIZATION -> isMade(value);
            case SESSION -> assigned && value.length() >= 16 && isMade(value);
            case CODE ->
                value.length() >= 3 && value.length() <= 8 && value.chars().allMatch(Character::isDigit);
            case NONE -> false;
        };
    }

    /** Letters and digits: chosen with care, or made. */
    static boolean isMixed(String value) {
        return value.chars().anyMatch(Character::isDigit) && value.chars().anyMatch(Character::isLetter);
    }

    /** Long and mixed, as machines write them, or long altogether. */
    static boolean isMade(String value) {
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Scan.isDigit(c)) {
                digits++;
            } else if (Scan.isWord(c)) {
                letters++;
            }
        }
        boolean mixed = digits > 0 && letters > 0;
        boolean longWord = letters > 12 && value.indexOf(' ') < 0 && value.indexOf('/') < 0;
        return (mixed && value.length() >= 8) || (longWord && value.length() >= 20);
    }
}
