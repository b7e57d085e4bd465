package io.agentaiops.eventbus.redaction;

import java.util.Locale;
import java.util.Set;

/** What stands in the place of a secret without being one: references, masks, and the words of messages about secrets. */
final class Placeholders {

    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "null",
            "nil",
            "none",
            "yes",
            "no",
            "on",
            "off",
            "empty",
            "undefined",
            "unset",
            "unknown",
            "hidden",
            "redacted",
            "masked",
            "required",
            "optional",
            "missing",
            "incorrect",
            "invalid",
            "wrong",
            "expired",
            "changed",
            "reset",
            "rejected",
            "denied",
            "refused",
            "failed",
            "failure",
            "mismatch",
            "not",
            "is",
            "was",
            "must",
            "cannot",
            "may",
            "the",
            "a",
            "for",
            "from",
            "too",
            "string",
            "str",
            "text",
            "ok",
            "password",
            "changeme?",
            "successfully",
            "accepted",
            "authentication",
            "prompt",
            "ask",
            "env",
            "vault",
            "file");

    private Placeholders() {}

    static boolean is(String value) {
        if (value.contains("xxxxxx") || value.contains("****")) {
            return true;
        }
        if (value.isEmpty() || WORDS.contains(value.toLowerCase(Locale.ROOT)) || isMask(value)) {
            return true;
        }
        return switch (value.charAt(0)) {
            case '$' -> !isDense(value);
            case '%' -> (value.endsWith("%") && value.length() > 1) || value.startsWith("%(") || value.length() < 3;
            case '!' ->
                value.equals("!vault") || value.equals("!secret") || value.startsWith("!Ref") || value.equals("!env");
            case '{' -> !isHash(value);
            case '[', '<', '(' -> true;
            default ->
                value.startsWith("var.")
                        || value.startsWith("local.")
                        || value.startsWith("file:")
                        || value.startsWith("vault:")
                        || value.startsWith("env:");
        };
    }

    /** {@code ****}, {@code xxxxx}, {@code ...}. */
    private static boolean isMask(String value) {
        char first = value.charAt(0);
        return "*xX.•_-".indexOf(first) >= 0 && value.chars().allMatch(c -> c == first);
    }

    /** Begins like a variable, and is none: {@code $ecret!23}. */
    private static boolean isDense(String value) {
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Scan.isWord(c) && c != '_' && c != '$') {
                return value.charAt(1) != '{'
                        && value.charAt(1) != '('
                        && value.chars().anyMatch(Character::isDigit);
            }
        }
        return false;
    }

    /** A hashed password of LDAP, RFC 3112: {@code {SSHA}…}. */
    private static boolean isHash(String value) {
        int close = value.indexOf('}');
        return close > 2 && value.length() > close + 16 && value.charAt(1) != '{';
    }
}
