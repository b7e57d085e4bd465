package io.agentaiops.ragindexer.extraction;

/** What became of a file that is not text. */
public sealed interface Extraction {

    /**
     * Its text.
     *
     * @param html with headings, tables, and the marks of pages, slides or sheets
     */
    record Extracted(String html) implements Extraction {}

    /**
     * It cannot be had.
     *
     * @param reason for people
     */
    record Refused(String reason) implements Extraction {}
}
