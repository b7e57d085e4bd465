package io.agentaiops.agentgateway.knowledge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Part of a document that was found for a question.
 *
 * @param documentId the document
 * @param procedureId the document's id as a procedure, when it has steps
 * @param title the document's title
 * @param kind such as procedure or guide
 * @param heading the heading it stands under
 * @param lines its lines in the file, such as {@code 12-20}
 * @param text the text itself
 * @param score how well it fits, 0 to 1, comparable within one search
 * @param similarity cosine similarity to the question; null when only words were compared
 * @param hasSteps whether the document can be executed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Passage(
        String documentId,
        @Nullable String procedureId,
        String title,
        String kind,
        String heading,
        String lines,
        String text,
        double score,
        @Nullable Double similarity,
        boolean hasSteps) {}
