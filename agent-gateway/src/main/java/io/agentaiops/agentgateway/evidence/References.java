package io.agentaiops.agentgateway.evidence;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** References to passages in a text, such as {@code [2]} or {@code [1, 3]}; what stands in code is none. */
final class References {

    /**
     * A text without references to what does not exist.
     *
     * @param fabricated how many were removed
     */
    record Cleaned(String text, int fabricated) {}

    /** Code first, so that nothing inside of it is taken for a reference; a link's text is none either. */
    private static final Pattern CODE_OR_REFERENCE = Pattern.compile(
            "(?s)(?<code>```.*?(?:```|\\z)|`[^`\\n]*`)|(?<space>[ \\t]?)\\[(?<numbers>\\d{1,2}(?:\\s?[,;]\\s?\\d{1,2})*)](?!\\()");

    private static final Pattern SEPARATOR = Pattern.compile("\\s?[,;]\\s?");

    private References() {}

    /** Removes references to numbers that are not known. */
    static Cleaned clean(String text, Set<Integer> known) {
        StringBuilder cleaned = new StringBuilder();
        int fabricated = 0;
        Matcher matcher = CODE_OR_REFERENCE.matcher(text);
        while (matcher.find()) {
            String replacement = matcher.group();
            if (matcher.group("numbers") != null) {
                Set<Integer> all = numbers(matcher.group("numbers"));
                Set<Integer> kept = new TreeSet<>(all);
                kept.retainAll(known);
                fabricated += all.size() - kept.size();
                if (kept.size() < all.size()) {
                    replacement = kept.isEmpty()
                            ? ""
                            : matcher.group("space")
                                    + kept.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
                }
            }
            matcher.appendReplacement(cleaned, Matcher.quoteReplacement(replacement));
        }
        return new Cleaned(matcher.appendTail(cleaned).toString(), fabricated);
    }

    /** The numbers that a text refers to. */
    static Set<Integer> in(String text) {
        return CODE_OR_REFERENCE
                .matcher(text)
                .results()
                .map(References::numbersOf)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The text without its references. */
    static String without(String text) {
        return CODE_OR_REFERENCE
                .matcher(text)
                .replaceAll(match -> numbersOf(match).isEmpty() ? Matcher.quoteReplacement(match.group()) : "");
    }

    private static Set<Integer> numbersOf(MatchResult match) {
        String numbers = match.group("numbers");
        return numbers == null ? Set.of() : numbers(numbers);
    }

    private static Set<Integer> numbers(String list) {
        return Arrays.stream(SEPARATOR.split(list))
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
