package io.agentaiops.eventcontracts.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a good result of a tool call looks like; every given condition must hold.
 *
 * @param exitCode the exit code, exactly
 * @param contains texts that the output must contain
 * @param notContains texts that the output must not contain
 * @param matches a {@link Pattern Java regular expression} that must be found in the output
 * @param max an upper bound for every number that the pattern captures
 * @param min a lower bound for every number that the pattern captures
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Expectation(
        @Nullable Integer exitCode,
        List<String> contains,
        List<String> notContains,
        @Nullable String matches,
        @Nullable Bound max,
        @Nullable Bound min) {

    /**
     * A bound on numbers in the output.
     *
     * @param pattern a regular expression whose first group captures a decimal number
     * @param value the bound itself, inclusive
     */
    public record Bound(String pattern, double value) {
        public Bound {
            if (Pattern.compile(pattern).matcher("").groupCount() < 1) {
                throw new IllegalArgumentException("pattern needs a group that captures the number: " + pattern);
            }
        }
    }

    public Expectation {
        contains = contains == null ? List.of() : List.copyOf(contains);
        notContains = notContains == null ? List.of() : List.copyOf(notContains);
        if (matches != null) {
            Pattern.compile(matches);
        }
    }
}
