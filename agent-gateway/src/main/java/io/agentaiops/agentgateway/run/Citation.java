package io.agentaiops.agentgateway.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A passage that the answer rests on.
 *
 * @param number the number in square brackets by which the answer refers to it
 * @param documentId the document
 * @param title the document's title
 * @param heading the heading it stands under
 * @param lines its lines in the file
 * @param score how well it fits the question, 0 to 1
 * @param text the passage
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Citation(
        int number, String documentId, String title, String heading, String lines, double score, String text) {}
