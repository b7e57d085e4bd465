package io.agentaiops.ragindexer.passage;

import java.util.List;

/**
 * A part of a document that is found and cited as one.
 *
 * @param id the same as long as document, place in its structure and text are the same
 * @param documentId the document
 * @param ordinal its place in the document, from zero
 * @param title the document's title
 * @param headingPath the headings above it, outermost first
 * @param from its first line, counted from one
 * @param to its last line
 * @param text its text
 */
public record Passage(
        String id,
        String documentId,
        int ordinal,
        String title,
        List<String> headingPath,
        int from,
        int to,
        String text) {

    public Passage {
        headingPath = List.copyOf(headingPath);
    }

    /** What is embedded: the text, after the headings that a reader would have seen before it. */
    public String embeddingText() {
        StringBuilder out = new StringBuilder(title);
        for (String heading : headingPath) {
            if (!heading.equals(title)) {
                out.append(" > ").append(heading);
            }
        }
        return out.append('\n').append(text).toString();
    }

    /** Hash of what is embedded: a passage with a known hash need not be embedded again. */
    public String embeddingHash() {
        return ContentHash.of(embeddingText());
    }
}
