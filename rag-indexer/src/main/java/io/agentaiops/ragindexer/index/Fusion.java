package io.agentaiops.ragindexer.index;

import org.jspecify.annotations.Nullable;

/**
 * The score of a passage for a question, from 0 to 1, which means the same for every question: 0.6 * cosine + 0.4 * BM25 /
 * (BM25 + 12). The weights were chosen on one half of a foreign question set and held on the other: ADR-0028.
 */
public final class Fusion {

    /** BM25 at which words are half as convincing as they can be. */
    private static final double HALF_CONVINCING = 12;
    /** What meaning contributes; words contribute the rest. */
    private static final double MEANING = 0.6;

    /** Below this, what is left of a score is the rounding of OpenSearch's floats. */
    private static final double NOTHING = 1e-5;

    /** What words contribute, in Painless; {@code _score} is BM25. */
    static final String WORDS_SCRIPT = (1 - MEANING) + " * _score / (_score + " + HALF_CONVINCING + ")";

    /** What meaning contributes; {@code _score} is Lucene's for cosine similarity, (1 + cos) / 2. */
    static final String MEANING_SCRIPT = MEANING + " * Math.max(0.0, 2 * _score - 1)";

    private Fusion() {}

    /** How convincing the words are by themselves, from 0 to 1. */
    public static double words(double bm25) {
        return bm25 / (bm25 + HALF_CONVINCING);
    }

    /** Both in one. */
    public static double score(double bm25, double cosine) {
        return MEANING * Math.max(0, cosine) + (1 - MEANING) * words(bm25);
    }

    /**
     * The cosine that a score was made of.
     *
     * @param bm25 the other part of it; null when no word matched
     * @return null when meaning contributed nothing
     */
    static @Nullable Double cosine(double score, @Nullable Double bm25) {
        double rest = score - (bm25 == null ? 0 : (1 - MEANING) * words(bm25));
        return rest < NOTHING ? null : Math.min(1, rest / MEANING);
    }
}
