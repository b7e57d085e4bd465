package io.agentaiops.alertrouter.matching;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.agentaiops.alertrouter.alert.Labels;
import java.util.function.Predicate;

/**
 * A condition on one label. A label that is missing counts as empty. Regular expressions are RE2's, as in
 * Alertmanager, and must match the whole value; RE2 takes linear time on any input.
 */
public final class Matcher {

    /** How the value is compared. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    private final String name;
    private final Operator operator;
    private final String value;
    private final Predicate<String> test;

    /** Throws {@link IllegalArgumentException} when the name is empty or the expression does not parse. */
    public Matcher(String name, Operator operator, String value) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a matcher needs a label name");
        }
        this.name = name;
        this.operator = operator;
        this.value = value;
        this.test = test(operator, value);
    }

    private static Predicate<String> test(Operator operator, String value) {
        return switch (operator) {
            case EQUAL -> value::equals;
            case NOT_EQUAL -> actual -> !value.equals(actual);
            case REGEX -> whole(value);
            case NOT_REGEX -> whole(value).negate();
        };
    }

    private static Predicate<String> whole(String expression) {
        try {
            return Pattern.compile("^(?:" + expression + ")$")::matches;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "bad regular expression \"" + expression + "\": " + e.getDescription(), e);
        }
    }

    public String name() {
        return name;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    public boolean matches(Labels labels) {
        return test.test(labels.get(name));
    }

    /** Whether an alert without the label matches. */
    public boolean matchesEmpty() {
        return test.test("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matcher that
                && name.equals(that.name)
                && operator == that.operator
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + operator.hashCode()) * 31 + value.hashCode();
    }

    /** In the notation that {@link MatcherParser} reads. */
    @Override
    public String toString() {
        String printedName = MatcherParser.isPlainName(name) ? name : MatcherParser.quote(name);
        return printedName + operator.sign() + MatcherParser.quote(value);
    }
}
