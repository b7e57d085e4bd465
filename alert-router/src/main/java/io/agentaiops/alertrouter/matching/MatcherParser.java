package io.agentaiops.alertrouter.matching;

import io.agentaiops.alertrouter.matching.Matcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads matchers as Alertmanager writes them: <code>{alertname="X", severity=~"warning|critical"}</code>, with or
 * without the braces and, for simple values, without the quotes. What is wrong is told with its column.
 */
public final class MatcherParser {

    private static final Pattern PLAIN_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final String text;
    private int at;

    private MatcherParser(String text) {
        this.text = text;
    }

    /** All matchers of the text; throws {@link IllegalArgumentException} when it has none or does not parse. */
    public static List<Matcher> parse(String text) {
        return new MatcherParser(text).list();
    }

    /** Exactly one matcher. */
    public static Matcher parseOne(String text) {
        List<Matcher> all = parse(text);
        if (all.size() != 1) {
            throw new IllegalArgumentException("expected one matcher, but found " + all.size() + " in: " + text);
        }
        return all.getFirst();
    }

    static boolean isPlainName(String name) {
        return PLAIN_NAME.matcher(name).matches();
    }

    static String quote(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private List<Matcher> list() {
        List<Matcher> found = new ArrayList<>();
        skipBlanks();
        boolean braces = take('{');
        skipBlanks();
        while (at < text.length() && !(braces && peek() == '}')) {
            found.add(matcher(braces));
            skipBlanks();
            if (!take(',')) {
                break;
            }
            skipBlanks();
        }
        if (braces && !take('}')) {
            throw error("expected , or }");
        }
        skipBlanks();
        if (at < text.length()) {
            throw error("unexpected text");
        }
        if (found.isEmpty() && !braces) {
            throw error("expected a matcher such as name=\"value\"");
        }
        return found;
    }

    private Matcher matcher(boolean braces) {
        String name = peek() == '"' ? quoted() : plainName();
        skipBlanks();
        Operator operator = operator();
        skipBlanks();
        String value = peek() == '"' ? quoted() : plainValue(braces);
        try {
            return new Matcher(name, operator, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " in: " + text, e);
        }
    }

    private String plainName() {
        int from = at;
        while (at < text.length() && " \t\r\n=!~,{}\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (from == at) {
            throw error("expected a label name");
        }
        return text.substring(from, at);
    }

    private Operator operator() {
        for (Operator operator : List.of(Operator.REGEX, Operator.NOT_EQUAL, Operator.NOT_REGEX, Operator.EQUAL)) {
            if (text.startsWith(operator.sign(), at)) {
                at += operator.sign().length();
                return operator;
            }
        }
        throw error("expected one of = != =~ !~");
    }

    private String plainValue(boolean braces) {
        int from = at;
        while (at < text.length() && peek() != ',' && !(braces && peek() == '}')) {
            if (peek() == '"') {
                throw error("a quote must be escaped or surround the whole value");
            }
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw error("expected a closing quote");
    }

    private char escaped() {
        if (at >= text.length()) {
            throw error("expected a character after the backslash");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case '"', '\\' -> c;
            default -> {
                // Alertmanager keeps the backslash of an escape that it does not know: \d in a regular expression.
                at--;
                yield '\\';
            }
        };
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException error(String what) {
        return new IllegalArgumentException(what + " at column " + (at + 1) + " in: " + text);
    }
}
