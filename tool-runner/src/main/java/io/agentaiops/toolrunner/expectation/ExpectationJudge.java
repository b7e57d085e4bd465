package io.agentaiops.toolrunner.expectation;

import io.agentaiops.eventcontracts.tool.Expectation;
import io.agentaiops.eventcontracts.tool.ToolCallCompleted.Verdict;
import io.agentaiops.toolrunner.pattern.BoundedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a result against an expectation. Every condition is looked at, so that the reason names all that failed. */
public final class ExpectationJudge {

    /** A pattern with nested repetitions can take for ever on an unlucky output; then the verdict is "not met". */
    private static final int MAX_STEPS = 20_000_000;

    private final int exitCode;
    private final boolean exited;
    private final String output;
    private final List<String> faults = new ArrayList<>();

    private ExpectationJudge(@Nullable Integer exitCode, String output) {
        this.exited = exitCode != null;
        this.exitCode = exitCode == null ? -1 : exitCode;
        this.output = output;
    }

    /**
     * Judges a result.
     *
     * @param exitCode the process's exit code, null when it did not end by itself
     */
    public static Verdict judge(Expectation expected, @Nullable Integer exitCode, String output) {
        return new ExpectationJudge(exitCode, output).verdict(expected);
    }

    private Verdict verdict(Expectation expected) {
        Integer code = expected.exitCode();
        if (code != null && (!exited || exitCode != code)) {
            faults.add("exit code " + (exited ? exitCode : "missing") + " instead of " + code);
        }
        expected.contains().stream()
                .filter(text -> !output.contains(text))
                .forEach(text -> faults.add("output does not contain '" + text + "'"));
        expected.notContains().stream()
                .filter(output::contains)
                .forEach(text -> faults.add("output contains '" + text + "'"));
        try {
            String matches = expected.matches();
            if (matches != null && !matcher(matches).find()) {
                faults.add("output does not match " + matches);
            }
            bound("at most", expected.max());
            bound("at least", expected.min());
        } catch (BoundedText.Endless | StackOverflowError e) {
            faults.add("the pattern takes too long on this output");
        }
        return new Verdict(faults.isEmpty(), String.join("; ", faults));
    }

    private void bound(String word, Expectation.@Nullable Bound bound) {
        if (bound == null) {
            return;
        }
        DoublePredicate holds = word.equals("at most") ? n -> n <= bound.value() : n -> n >= bound.value();
        Matcher matcher = matcher(bound.pattern());
        boolean found = false;
        while (matcher.find()) {
            String captured = matcher.group(1);
            if (captured != null) {
                found = true;
                check(captured, word, bound.value(), holds);
            }
        }
        if (!found) {
            faults.add("no number found by " + bound.pattern());
        }
    }

    private void check(String captured, String word, double limit, DoublePredicate holds) {
        try {
            if (!holds.test(Double.parseDouble(captured.replace(',', '.')))) {
                faults.add(captured + " instead of " + word + " " + plain(limit));
            }
        } catch (NumberFormatException e) {
            faults.add("'" + captured + "' is not a number");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private Matcher matcher(String regex) {
        return BoundedText.matcher(Pattern.compile(regex), output, MAX_STEPS);
    }
}
