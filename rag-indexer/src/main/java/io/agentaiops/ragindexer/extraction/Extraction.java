package io.agentaiops.ragindexer.extraction;

/** What became of a file that is not text. */
public sealed interface Extraction {

    /** What the reader says of it: to ask again is of no use. */
    sealed interface Verdict extends Extraction {}

    /**
     * Its text.
     *
     * @param html with headings, tables, and the marks of pages, slides or sheets
     */
    record Extracted(String html) implements Verdict {}

    /**
     * It cannot be had.
     *
     * @param reason for people
     */
    record Refused(String reason) implements Verdict {}

    /**
     * The reader did not survive it, or was not done in time: with more room or less to do it may be.
     *
     * @param reason for people
     */
    record Failed(String reason) implements Extraction {}
}
