package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.passage.Passage;
import org.jspecify.annotations.Nullable;

/**
 * A passage that was found.
 *
 * @param passage the passage
 * @param facts of its document
 * @param score by which the index ordered; comparable within one answer only
 * @param lexicalScore BM25, when words matched
 * @param similarity cosine of question and passage, when it was found by meaning
 */
public record Hit(
        Passage passage,
        DocumentFacts facts,
        double score,
        @Nullable Double lexicalScore,
        @Nullable Double similarity) {

    /** The same with the passage put into a larger one. */
    public Hit with(Passage larger) {
        return new Hit(larger, facts, score, lexicalScore, similarity);
    }
}
