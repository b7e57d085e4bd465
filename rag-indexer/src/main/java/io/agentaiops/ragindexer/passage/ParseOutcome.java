package io.agentaiops.ragindexer.passage;

/** What became of reading a document. */
public sealed interface ParseOutcome {

    /** It was understood. */
    record Parsed(ParsedDocument document) implements ParseOutcome {}

    /**
     * It was refused.
     *
     * @param line where, counted from one
     * @param reason what is wrong and what is expected
     */
    record Unreadable(int line, String reason) implements ParseOutcome {}
}
