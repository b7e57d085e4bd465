package io.agentaiops.ragindexer.quality;

import java.util.List;

/**
 * A question whose answer is known.
 *
 * @param kind such as symptom, error, howto
 * @param query the question
 * @param documents any of which answers it, by id, file name or procedure id; none: nothing does
 */
record GoldenQuestion(String kind, String query, List<String> documents) {

    GoldenQuestion {
        documents = List.copyOf(documents);
    }

    /** Whether no document should be taken for an answer. */
    boolean isOutOfScope() {
        return documents.isEmpty();
    }
}
