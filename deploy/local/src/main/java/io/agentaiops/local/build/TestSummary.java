package io.agentaiops.local.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the tests of all modules came to, in the words of Surefire.
 *
 * @param run how many ran
 * @param failures how many saw something else than expected
 * @param errors how many broke
 * @param skipped how many were left out
 */
public record TestSummary(int run, int failures, int errors, int skipped) {

    private static final Pattern LINE =
            Pattern.compile("Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+)");
    private static final int DEPTH = 4;

    /** The sum of the reports that were written since. */
    public static TestSummary since(Path root, Instant begin) {
        TestSummary sum = new TestSummary(0, 0, 0, 0);
        for (Path report : reports(root)) {
            try {
                if (!Files.getLastModifiedTime(report).toInstant().isBefore(begin)) {
                    sum = sum.plus(parse(Files.readString(report)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + report, e);
            }
        }
        return sum;
    }

    /** The one line that says it all. */
    public String line() {
        return "Tests run: " + run + ", Failures: " + failures + ", Errors: " + errors + ", Skipped: " + skipped;
    }

    static TestSummary parse(String report) {
        Matcher matcher = LINE.matcher(report);
        return matcher.find()
                ? new TestSummary(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4))
                : new TestSummary(0, 0, 0, 0);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private TestSummary plus(TestSummary other) {
        return new TestSummary(
                run + other.run, failures + other.failures, errors + other.errors, skipped + other.skipped);
    }

    private static List<Path> reports(Path root) {
        try (Stream<Path> files = Files.find(
                root,
                DEPTH + 1,
                (path, attributes) -> path.toString().contains("/target/surefire-reports/")
                        && path.toString().endsWith(".txt"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
