package io.agentaiops.agentgateway.evidence;

/**
 * A stretch of Markdown of one kind.
 *
 * @param kind what it is
 * @param start index of its first character in the text
 * @param end index after its last
 */
record Block(Kind kind, int start, int end) {

    /** What a block is. */
    enum Kind {
        PROSE,
        HEADING,
        TABLE_HEAD,
        TABLE_ROW,
        CODE
    }
}
