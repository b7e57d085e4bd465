package io.agentaiops.agentgateway.evidence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells a clause from a statement that uses its words and says something else: another state of the same thing, all where
 * the statement says some, or a denial where nothing is denied.
 */
final class Contrast {

    private static final List<Set<String>> EXCLUSIVE = Words.groups("exclusive-words.txt");
    private static final Set<String> ALL = Set.of("all", "every", "any", "always", "everyone", "everything", "anyone");
    private static final Set<String> SOME = Set.of("only", "some", "except", "unless", "most", "sometimes", "critical");
    private static final Pattern PARTS = Pattern.compile("[,;]");
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)?");

    private Contrast() {}

    /** The other state in which the statement says the thing to be. */
    static Optional<String> otherState(Terms clause, Terms statement) {
        if (!clause.negated().isEmpty() || !statement.negated().isEmpty()) {
            return Optional.empty();
        }
        Set<String> here = words(clause.plain());
        Set<String> there = words(partLike(here, statement.plain()));
        for (Set<String> group : EXCLUSIVE) {
            Set<String> mine = common(group, here);
            Set<String> theirs = common(group, there);
            if (!mine.isEmpty() && !theirs.isEmpty() && common(mine, theirs).isEmpty()) {
                return Optional.of(String.join(", ", theirs.stream().sorted().toList()));
            }
        }
        return Optional.empty();
    }

    /** Whether the statement says where something stands. */
    static boolean tellsState(Terms statement) {
        Set<String> words = words(statement.plain());
        return words.stream()
                        .anyMatch(word -> !Words.opposites(Words.stem(word)).isEmpty())
                || EXCLUSIVE.stream().anyMatch(group -> !common(group, words).isEmpty());
    }

    /** The part of a statement between commas that speaks of the same; all of it when several do. */
    private static String partLike(Set<String> here, String statement) {
        Set<String> mine = stems(here);
        List<String> parts = PARTS.splitAsStream(statement)
                .filter(part -> !common(stems(words(part)), mine).isEmpty())
                .toList();
        return parts.size() == 1 ? parts.getFirst() : statement;
    }

    private static Set<String> stems(Set<String> words) {
        return words.stream()
                .filter(word -> !Words.isFunction(word) && EXCLUSIVE.stream().noneMatch(group -> group.contains(word)))
                .map(Words::stem)
                .collect(Collectors.toSet());
    }

    /** Whether the clause says of all what the statement says of some. */
    static boolean widens(Terms clause, Terms statement) {
        Set<String> here = words(clause.plain());
        Set<String> there = words(statement.plain());
        return !common(ALL, here).isEmpty()
                && common(SOME, here).isEmpty()
                && common(ALL, there).isEmpty()
                && !common(SOME, there).isEmpty();
    }

    /** Whether the clause denies something, and nothing near the statement does. */
    static boolean deniesAlone(Terms clause, List<Reading.Statement> near) {
        if (clause.negated().isEmpty()) {
            return false;
        }
        Set<String> opposites = clause.negated().stream()
                .flatMap(stem -> Words.opposites(stem).stream())
                .collect(Collectors.toSet());
        return near.stream()
                .noneMatch(statement -> statement.terms().negated().size() > 0
                        || words(statement.terms().plain()).stream().anyMatch(Contrast::denies)
                        || statement.stems().stream().anyMatch(opposites::contains));
    }

    private static boolean denies(String word) {
        return Words.negates(word) || SOME.contains(word);
    }

    /** The words of a text as they stand, in lower case. */
    static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    /** The text with two words made one where the sources write them so, such as "name server". */
    static String joined(String text, List<Reading> sources) {
        StringBuilder joined = new StringBuilder();
        List<MatchResult> words = new ArrayList<>(WORD.matcher(text).results().toList());
        int from = 0;
        for (int i = 0; i + 1 < words.size(); i++) {
            MatchResult one = words.get(i);
            MatchResult next = words.get(i + 1);
            boolean adjacent = next.start() == one.end() + 1 && text.charAt(one.end()) == ' ';
            String both = (one.group() + next.group()).toLowerCase(Locale.ROOT);
            if (adjacent
                    && both.length() > 6
                    && sources.stream().anyMatch(source -> source.stems().contains(Words.stem(both)))) {
                joined.append(text, from, one.end());
                from = next.start();
                i++;
            }
        }
        return joined.append(text.substring(from)).toString();
    }
}
