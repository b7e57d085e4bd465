package io.agentaiops.ragindexer.quality;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How well the golden questions found their documents.
 *
 * @param index the version that was asked
 * @param at when
 * @param scores by question
 * @param refusedOutOfScope share of the questions that nothing answers of which search said so; 1 when there are none
 * @param refusedInScope share of the others of which it said the same, wrongly
 * @param relevanceFloor the similarity that tells them apart best; none when they are too few
 */
record QualityFigures(
        String index,
        Instant at,
        Map<String, Score> scores,
        double refusedOutOfScope,
        double refusedInScope,
        OptionalDouble relevanceFloor) {

    QualityFigures {
        scores = Map.copyOf(scores);
    }

    /** How well one question found its documents, each from 0 to 1. */
    record Score(double ndcg10, double reciprocalRank, double recall10) {}

    double ndcg10() {
        return mean(scores.keySet(), Score::ndcg10);
    }

    double mrr() {
        return mean(scores.keySet(), Score::reciprocalRank);
    }

    double recall10() {
        return mean(scores.keySet(), Score::recall10);
    }

    /** The same for people; not one that others are compared with. */
    QualityReport report() {
        return new QualityReport(
                at,
                index,
                scores.size(),
                ndcg10(),
                mrr(),
                recall10(),
                refusedOutOfScope,
                refusedInScope,
                relevanceFloor.isPresent() ? relevanceFloor.getAsDouble() : null,
                false);
    }

    /** The mean of some questions only. */
    double mean(Set<String> questions, ToDoubleFunction<Score> figure) {
        return scores.entrySet().stream()
                .filter(entry -> questions.contains(entry.getKey()))
                .mapToDouble(entry -> figure.applyAsDouble(entry.getValue()))
                .average()
                .orElse(0);
    }
}
