package io.agentaiops.opsscheduler.compliance;

import io.agentaiops.eventbus.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the body of a request, all of it at once. */
final class Wishes {

    private static final int LONGEST = 20_000;
    private static final int LONGEST_NAME = 200;

    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** The text, or an error when there is none. */
    String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            errors.add(new Problem.FieldError(field, "is missing"));
            return "";
        }
        return optional(field, value, field.equals("summary") || field.equals("scope") ? LONGEST : LONGEST_NAME);
    }

    /** The text, or nothing. */
    String optional(String field, @Nullable String value) {
        return optional(field, value, LONGEST);
    }

    private String optional(String field, @Nullable String value, int longest) {
        if (value == null) {
            return "";
        }
        if (value.length() > longest || value.indexOf('\0') >= 0) {
            errors.add(new Problem.FieldError(field, "must be a text of at most " + longest + " characters"));
        }
        return value.strip();
    }

    /** One of these. */
    String oneOf(String field, @Nullable String value, Set<String> allowed) {
        if (value == null || !allowed.contains(value)) {
            errors.add(new Problem.FieldError(
                    field,
                    "must be one of "
                            + String.join(", ", allowed.stream().sorted().toList()) + " but is " + value));
        }
        return String.valueOf(value);
    }

    void require(boolean good, String field, String detail) {
        if (!good) {
            errors.add(new Problem.FieldError(field, detail));
        }
    }

    /** Refuses the request when anything was wrong. */
    void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
