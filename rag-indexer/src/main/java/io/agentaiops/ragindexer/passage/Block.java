package io.agentaiops.ragindexer.passage;

import java.util.List;

/** A part of a document in reading order, with its lines, counted from one and inclusive. */
sealed interface Block {

    int from();

    int to();

    /**
     * A heading.
     *
     * @param level 1 to 6
     * @param text without markup
     */
    record Heading(int level, String text, int from, int to) implements Block {}

    /**
     * Text under a heading.
     *
     * @param shape what it looks like
     * @param text as a reader sees it
     * @param breaks lines at which it may be cut when it is too long, ascending, without {@code from}; empty when
     *     lines of the text and lines of the document do not correspond
     */
    record Body(Shape shape, String text, int from, int to, List<Integer> breaks) implements Block {
        public Body {
            breaks = List.copyOf(breaks);
        }
    }

    /** What a body looks like; decides how long it may be before it is cut. */
    enum Shape {
        PROSE,
        LIST,
        TABLE,
        CODE
    }
}
