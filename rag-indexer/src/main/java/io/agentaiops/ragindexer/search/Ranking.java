package io.agentaiops.ragindexer.search;

import io.agentaiops.ragindexer.index.Fusion;
import io.agentaiops.ragindexer.index.Hit;
import io.agentaiops.ragindexer.passage.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Orders what the index found, by a score that means the same for every question: {@link Fusion} for both sides, and what
 * it makes of the one side that was asked else.
 */
final class Ranking {

    private record Scored(Hit hit, double score) {}

    /** @param alsoIn documents that say the same, best first; grows */
    private record Kept(Scored scored, Wording wording, Set<String> alsoIn) {
        Passage passage() {
            return scored.hit().passage();
        }
    }

    private final List<Kept> kept;
    private final int most;

    private Ranking(List<Kept> kept, int most) {
        this.kept = kept;
        this.most = most;
    }

    /** The best of them, without repetitions. */
    static Ranking of(List<Hit> hits, SearchMode mode, int most) {
        List<Scored> ordered = hits.stream()
                .map(hit -> new Scored(hit, score(hit, mode)))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
        return new Ranking(withoutRepetitions(ordered, most), most);
    }

    /** Whether there are as many as are wanted: not so when many of them say the same. */
    boolean isFull() {
        return kept.size() >= most;
    }

    /** For people: neighbours in one piece. */
    List<SearchResult> results(Highlighter highlighter) {
        List<Passage> passages = kept.stream().map(Kept::passage).toList();
        return Neighbours.runs(passages).stream()
                .map(run -> result(run, highlighter))
                .toList();
    }

    /** What says the same as a better one only adds the name of its document to it. */
    private static List<Kept> withoutRepetitions(List<Scored> ordered, int most) {
        List<Kept> kept = new ArrayList<>();
        for (Scored scored : ordered) {
            Wording wording = Wording.of(scored.hit().passage().text());
            Optional<Kept> same = kept.stream()
                    .filter(other -> other.wording().isSameAs(wording))
                    .findFirst();
            if (same.isPresent()) {
                same.get().alsoIn().add(scored.hit().passage().documentId());
            } else if (kept.size() < most) {
                kept.add(new Kept(scored, wording, new LinkedHashSet<>()));
            }
        }
        return kept;
    }

    private SearchResult result(List<Integer> run, Highlighter highlighter) {
        Scored best = kept.get(run.stream().min(Comparator.naturalOrder()).orElseThrow())
                .scored();
        Set<String> alsoIn = new LinkedHashSet<>();
        run.forEach(place -> alsoIn.addAll(kept.get(place).alsoIn()));
        alsoIn.remove(best.hit().passage().documentId());
        List<Passage> passages =
                run.stream().map(place -> kept.get(place).passage()).toList();
        Passage joint = Neighbours.joint(passages, best.hit().passage());
        return SearchResult.of(
                best.hit().with(joint), best.score(), highlighter.highlight(joint.text()), List.copyOf(alsoIn));
    }

    private static double score(Hit hit, SearchMode mode) {
        Double similarity = hit.similarity();
        Double lexical = hit.lexicalScore();
        double cosine = similarity == null ? 0 : similarity;
        double bm25 = lexical == null ? 0 : lexical;
        return switch (mode) {
            case LEXICAL -> Fusion.words(bm25);
            case VECTOR -> Math.max(0, cosine);
            case HYBRID -> Fusion.score(bm25, cosine);
        };
    }
}
