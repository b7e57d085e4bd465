package io.agentaiops.eventbus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds and hides secrets and personal data in text before it reaches logs, audit or the bus. Errs on the side of
 * hiding. Host names and IP addresses stay: operations cannot be done without them.
 */
public final class Redactor {

    /**
     * Something that was found.
     *
     * @param type what it is, such as {@code email}
     * @param start index of its first character
     * @param end index after its last character
     */
    public record Finding(String type, int start, int end) {}

    private record Rule(String type, Pattern pattern, int group) {}

    private static final List<Rule> RULES = List.of(
            rule(
                    "private-key",
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)",
                    0),
            rule("jwt", "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*", 0),
            rule("api-key", "\\baiops_[A-Za-z0-9_-]{16,}", 0),
            rule("api-key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b", 0),
            rule("api-key", "\\b(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abposr]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{20,})", 0),
            rule("credential", "(?i)\\b(?:bearer|basic)\\s+([A-Za-z0-9._~+/=-]{8,})", 1),
            rule("credential", "://[^/\\s:@]+:([^@\\s/]+)@", 1),
            rule(
                    "credential",
                    "(?i)\\b[\\w.-]{0,40}(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key)\\b[\"']?\\s*[:=]\\s*"
                            + "(\"[^\"]+\"|'[^']+'|[^\\s\"',;&]+)",
                    1),
            rule(
                    "email",
                    "\\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,8}\\.[A-Za-z]{2,}\\b",
                    0),
            rule("iban", "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b", 0),
            rule("card", "\\b(?:\\d[ -]?){12,18}\\d\\b", 0),
            rule("phone", "(?<![\\w.+-])\\+\\d{1,3}[ ()/-]*(?:\\d[ ()/-]*){6,12}\\d(?![\\w.])", 0));

    private Redactor() {}

    /** The text with everything that was found replaced by {@code [type]}. */
    public static String redact(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : find(text)) {
            out.append(text, from, finding.start())
                    .append('[')
                    .append(finding.type())
                    .append(']');
            from = finding.end();
        }
        return from == 0 ? text : out.append(text, from, text.length()).toString();
    }

    /** What is in the text, by position, without overlaps. */
    public static List<Finding> find(String text) {
        List<Finding> all = new ArrayList<>();
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(text);
            while (matcher.find()) {
                Finding finding = new Finding(rule.type(), matcher.start(rule.group()), matcher.end(rule.group()));
                if (holds(rule, text, finding) && all.stream().noneMatch(other -> overlap(other, finding))) {
                    all.add(finding);
                }
            }
        }
        all.sort(Comparator.comparingInt(Finding::start));
        return List.copyOf(all);
    }

    private static boolean holds(Rule rule, String text, Finding finding) {
        return !rule.type().equals("card") || passesLuhn(text.substring(finding.start(), finding.end()));
    }

    private static boolean overlap(Finding a, Finding b) {
        return a.start() < b.end() && b.start() < a.end();
    }

    /** The check digit of payment cards, ISO/IEC 7812-1 annex B. */
    private static boolean passesLuhn(String number) {
        int sum = 0;
        boolean twice = false;
        for (int i = number.length() - 1; i >= 0; i--) {
            int digit = Character.digit(number.charAt(i), 10);
            if (digit >= 0) {
                int value = twice ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return sum > 0 && sum % 10 == 0;
    }

    private static Rule rule(String type, String regex, int group) {
        return new Rule(type, Pattern.compile(regex), group);
    }
}
