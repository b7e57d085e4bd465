package io.agentaiops.toolrunner.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts environment variables in the place of {@code ${NAME}}. */
record EnvironmentVariables(Map<String, String> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    EnvironmentVariables {
        values = Map.copyOf(values);
    }

    /**
     * Expands the first variable of a text once for each of its values, of which commas part several, as in
     * OLLAMA_BASE_URL.
     *
     * @param quote makes a value mean itself in the language of the text
     * @return empty when the variable is not set
     */
    List<String> expandEach(String text, UnaryOperator<String> quote) {
        Matcher variable = VARIABLE.matcher(text);
        if (!variable.find()) {
            return List.of(text);
        }
        return Stream.of(values.getOrDefault(variable.group(1), "").split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> variable.replaceFirst(Matcher.quoteReplacement(quote.apply(value))))
                .toList();
    }

    /**
     * Expands the first variable of a text.
     *
     * @param quote makes a value mean itself in the language of the text
     * @return empty when the variable is not set
     */
    Optional<String> expand(String text, UnaryOperator<String> quote) {
        Matcher variable = VARIABLE.matcher(text);
        if (!variable.find()) {
            return Optional.of(text);
        }
        return Optional.ofNullable(values.get(variable.group(1)))
                .filter(value -> !value.isBlank())
                .map(value -> variable.replaceFirst(Matcher.quoteReplacement(quote.apply(value))));
    }
}
