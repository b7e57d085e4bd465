package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.index.Hit;
import io.agentaiops.ragindexer.passage.Passage;
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
 * first one is, so that each candidate gets a score that means the same for every question, and the order follows it. The
 * weights were chosen on one half of a foreign question set and held on the other: ADR 0028.
 */
final class Ranking {

    /** Two passages of which so much is the same are one. */
    private static final double DUPLICATE = 0.9;
    /** BM25 at which words are half as convincing as they can be. */
    private static final double HALF_CONVINCING = 12;
    /** What meaning and words contribute. */
    private static final double MEANING = 0.6;

    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private record Scored(Hit hit, double score) {}

    private Ranking() {}

    /** The best of them, without repetitions; neighbours in one piece. */
    static List<SearchResult> best(List<Hit> hits, SearchMode mode, int most) {
        List<Scored> kept = withoutRepetitions(
                hits.stream()
                        .map(hit -> new Scored(hit, score(hit, mode)))
                        .sorted(Comparator.comparingDouble(Scored::score).reversed())
                        .toList(),
                most);
        List<Passage> passages = kept.stream().map(one -> one.hit().passage()).toList();
        return Neighbours.runs(passages).stream().map(run -> result(run, kept)).toList();
    }

    private static List<Scored> withoutRepetitions(List<Scored> ordered, int most) {
        List<Scored> kept = new ArrayList<>();
        List<Set<String>> keptWords = new ArrayList<>();
        for (Scored scored : ordered) {
            if (kept.size() == most) {
                break;
            }
            Set<String> words = words(scored.hit().passage().text());
            if (keptWords.stream().noneMatch(other -> isSame(words, other))) {
                kept.add(scored);
                keptWords.add(words);
            }
        }
        return kept;
    }

    private static SearchResult result(List<Integer> run, List<Scored> kept) {
        Scored best = kept.get(run.stream().min(Comparator.naturalOrder()).orElseThrow());
        if (run.size() == 1) {
            return SearchResult.of(best.hit(), best.score());
        }
        List<Passage> passages =
                run.stream().map(place -> kept.get(place).hit().passage()).toList();
        Hit hit = best.hit();
        Passage joint = Neighbours.joint(passages, hit.passage());
        return SearchResult.of(
                new Hit(joint, hit.facts(), hit.score(), hit.lexicalScore(), hit.similarity(), hit.highlight()),
                best.score());
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

    /** By the share of the words of both that both have; sets of too different sizes need not be compared. */
    private static boolean isSame(Set<String> a, Set<String> b) {
        if (Math.min(a.size(), b.size()) < DUPLICATE * Math.max(a.size(), b.size())) {
            return false;
        }
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        int all = a.size() + b.size() - both.size();
        return all == 0 || (double) both.size() / all >= DUPLICATE;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(NOT_WORD.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
