package io.agentaiops.agentgateway.evidence;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of words: stems, words that say the same, words that say the opposite, words that say little. */
final class Words {

    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Map<String, String> SAME = same();
    private static final Set<String> FUNCTION = set("function-words.txt");
    private static final Set<String> COMMON =
            set("common-words.txt").stream().map(Words::stem).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> CONTRASTS =
            set("contrast-words.txt").stream().map(Words::stem).collect(Collectors.toUnmodifiableSet());
    private static final Map<String, Set<String>> OPPOSITE = opposite();

    /** How many words of content a negation reaches. */
    private static final Map<String, Integer> NEGATIONS = Map.ofEntries(
            entry("not", 3),
            entry("never", 3),
            entry("cannot", 3),
            entry("no", 2),
            entry("none", 2),
            entry("neither", 2),
            entry("nor", 2),
            entry("hardly", 2),
            entry("without", 1),
            entry("nobody", 1),
            entry("nothing", 1));

    private Words() {}

    /** Words of a resource: one or several a line, {@code #} begins a comment. */
    static Set<String> set(String resource) {
        return lines(resource).stream().flatMap(BLANK::splitAsStream).collect(Collectors.toUnmodifiableSet());
    }

    /** The words of each line of a resource. */
    static List<Set<String>> groups(String resource) {
        return lines(resource).stream()
                .map(line -> BLANK.splitAsStream(line).collect(Collectors.toUnmodifiableSet()))
                .toList();
    }

    /** Whether the word carries no content, such as an article. */
    static boolean isFunction(String word) {
        return FUNCTION.contains(word);
    }

    /** Whether anybody may use the word without having read it in a source. */
    static boolean isCommon(String stem) {
        return COMMON.contains(stem);
    }

    /** Whether the word may be used unread like a common one, yet tells one statement from another. */
    static boolean contrasts(String stem) {
        return CONTRASTS.contains(stem);
    }

    /** Whether the word turns a statement around. */
    static boolean negates(String word) {
        return reach(word) > 0;
    }

    /** How many of the words of content after it the word denies, at most; 0 for a word that denies nothing. */
    static int reach(String word) {
        return word.endsWith("n't") ? 3 : NEGATIONS.getOrDefault(word, 0);
    }

    /** Stems that say the opposite. */
    static Set<String> opposites(String stem) {
        return OPPOSITE.getOrDefault(stem, Set.of());
    }

    /** The stem that stands for the word and for those that say the same. */
    static String stem(String word) {
        String stem = strip(word);
        return SAME.getOrDefault(stem, stem);
    }

    /** Takes common English endings off: less than Porter's stemmer, and enough to bring forms of a word together. */
    private static String strip(String word) {
        String stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.length() > 4 && (stem.endsWith("sses") || stem.endsWith("xes") || stem.endsWith("ches"))) {
            stem = stem.substring(0, stem.length() - 2);
        } else if (stem.length() > 3
                && stem.endsWith("s")
                && !stem.endsWith("ss")
                && !stem.endsWith("us")
                && !stem.endsWith("is")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        stem = without(without(stem, "ingly", "edly", "ing", "ed"), "ly", "er");
        if (stem.length() > 3 && stem.endsWith("e")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        return stem.length() > 3 && stem.endsWith("y") ? stem.substring(0, stem.length() - 1) + "i" : stem;
    }

    private static String without(String word, String... endings) {
        for (String ending : endings) {
            if (word.length() - ending.length() >= 3 && word.endsWith(ending)) {
                return undouble(word.substring(0, word.length() - ending.length()));
            }
        }
        return word;
    }

    private static String undouble(String stem) {
        int last = stem.length() - 1;
        boolean doubled =
                last > 2 && stem.charAt(last) == stem.charAt(last - 1) && "bdgmnprt".indexOf(stem.charAt(last)) >= 0;
        return doubled ? stem.substring(0, last) : stem;
    }

    private static Map<String, String> same() {
        Map<String, String> same = new HashMap<>();
        for (String line : lines("same-words.txt")) {
            List<String> words = BLANK.splitAsStream(line).toList();
            words.forEach(word -> same.putIfAbsent(strip(word), strip(words.getFirst())));
        }
        return Map.copyOf(same);
    }

    private static Map<String, Set<String>> opposite() {
        Map<String, Set<String>> opposite = new HashMap<>();
        for (String line : lines("opposite-words.txt")) {
            int stroke = line.indexOf('/');
            Set<String> left = stems(line.substring(0, stroke));
            Set<String> right = stems(line.substring(stroke + 1));
            left.forEach(stem -> opposite.merge(stem, right, Words::union));
            right.forEach(stem -> opposite.merge(stem, left, Words::union));
        }
        return Map.copyOf(opposite);
    }

    private static Set<String> stems(String words) {
        return BLANK.splitAsStream(words.strip()).map(Words::stem).collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
    }

    private static List<String> lines(String resource) {
        String path = "/evidence/" + resource;
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
