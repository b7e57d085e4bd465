package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.knowledge.Retrieval;
import java.util.List;
import java.util.Optional;

/**
 * Judges which passages have to do with the question, and which document is worth executing.
 *
 * @param floor cosine similarity (or score, where only words were compared) below which a passage has nothing to do
 *     with the question
 */
record Relevance(double floor) {

    /** A document further down the list is executed only if it fits nearly as well as the best. */
    private static final double NEARLY = 0.6;

    boolean isRelevant(Passage passage) {
        Double similarity = passage.similarity();
        return similarity == null ? passage.score() >= floor : similarity >= floor;
    }

    List<Passage> relevant(Retrieval found) {
        return found.relevant()
                ? found.passages().stream().filter(this::isRelevant).toList()
                : List.of();
    }

    /** The best passage of a document that can be executed. */
    Optional<Passage> executable(Retrieval found) {
        List<Passage> relevant = relevant(found);
        double best = relevant.stream().mapToDouble(Passage::score).max().orElse(0);
        return relevant.stream()
                .filter(passage -> passage.hasSteps() && passage.procedureId() != null)
                .filter(passage -> passage.score() >= best * NEARLY)
                .findFirst();
    }
}
