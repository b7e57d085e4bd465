package io.agentaiops.ragindexer.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.ragindexer.index.Hit;
import io.agentaiops.ragindexer.passage.Passage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage that answers a question.
 *
 * @param chunkId the passage
 * @param documentId its document
 * @param procedureId the name by which the document is called as a procedure, if it has one
 * @param title of the document
 * @param kind of the document
 * @param heading that the passage stands under
 * @param headingPath the headings above it, outermost first
 * @param lines of the document, first and last; of a document without lines its pages, slides, sheets or paragraphs
 * @param text the passage
 * @param highlight where it speaks of what was asked, or its beginning; HTML-escaped, matches in {@code em} elements
 * @param score from 0 to 1, the same scale for every question
 * @param similarity cosine of question and passage, when it was found by meaning
 * @param lexicalScore BM25, when words matched
 * @param tags of the document
 * @param alsoIn other documents, of those the caller may read, that say the same: they are not shown again
 * @param hasSteps whether a machine can carry out a part of the document
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchResult(
        String chunkId,
        String documentId,
        @Nullable String procedureId,
        String title,
        @Nullable String kind,
        String heading,
        List<String> headingPath,
        String lines,
        String text,
        String highlight,
        double score,
        @Nullable Double similarity,
        @Nullable Double lexicalScore,
        List<String> tags,
        List<String> alsoIn,
        boolean hasSteps) {

    public SearchResult {
        headingPath = List.copyOf(headingPath);
        tags = List.copyOf(tags);
        alsoIn = List.copyOf(alsoIn);
    }

    static SearchResult of(Hit hit, double score, String highlight, List<String> alsoIn) {
        Passage passage = hit.passage();
        List<String> path = passage.headingPath();
        return new SearchResult(
                passage.id(),
                passage.documentId(),
                hit.facts().procedureId(),
                passage.title(),
                hit.facts().kind(),
                path.isEmpty() ? passage.title() : path.get(path.size() - 1),
                path,
                passage.where(),
                passage.text(),
                highlight,
                round(score),
                hit.similarity() == null ? null : round(hit.similarity()),
                hit.lexicalScore() == null ? null : round(hit.lexicalScore()),
                hit.facts().tags(),
                alsoIn,
                hit.facts().hasSteps());
    }

    private static double round(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
