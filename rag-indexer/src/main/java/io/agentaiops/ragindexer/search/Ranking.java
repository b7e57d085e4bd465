package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.index.Hit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Orders what the index found. The index chooses the candidates by reciprocal rank; a rank says nothing of how good the
 * first one is, so that each candidate gets a score that means the same for every question, and the order follows it.
 */
final class Ranking {

    /** Two passages of which so much is the same are one. */
    private static final double DUPLICATE = 0.9;
    /** BM25 at which words are half as convincing as they can be. */
    private static final double HALF_CONVINCING = 12;
    /** What meaning and words contribute. */
    private static final double MEANING = 0.6;

    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Ranking() {}

    /** The best of them, without repetitions. */
    static List<SearchResult> best(List<Hit> hits, SearchMode mode, int most) {
        List<SearchResult> ordered = hits.stream()
                .map(hit -> SearchResult.of(hit, score(hit, mode)))
                .sorted(Comparator.comparingDouble(SearchResult::score).reversed())
                .toList();
        List<SearchResult> kept = new ArrayList<>();
        List<Set<String>> keptWords = new ArrayList<>();
        for (SearchResult result : ordered) {
            Set<String> words = words(result.text());
            if (kept.size() < most && keptWords.stream().noneMatch(other -> overlap(words, other) >= DUPLICATE)) {
                kept.add(result);
                keptWords.add(words);
            }
        }
        return List.copyOf(kept);
    }

    private static double score(Hit hit, SearchMode mode) {
        Double similarity = hit.similarity();
        Double lexical = hit.lexicalScore();
        double meaning = similarity == null ? 0 : Math.max(0, similarity);
        double bm25 = lexical == null ? 0 : lexical;
        double words = bm25 / (bm25 + HALF_CONVINCING);
        return switch (mode) {
            case LEXICAL -> words;
            case VECTOR -> meaning;
            case HYBRID -> MEANING * meaning + (1 - MEANING) * words;
        };
    }

    /** Share of the words of both that both have. */
    private static double overlap(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        int all = a.size() + b.size() - both.size();
        return all == 0 ? 1 : (double) both.size() / all;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(NOT_WORD.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
