package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.embedding.Vector;

/**
 * What to look for, and how.
 *
 * @param how by words, by meaning, or both
 * @param size how many passages to bring
 * @param filter which documents are looked at at all
 */
public record IndexQuery(How how, int size, SearchFilter filter) {

    /** Ways to look. */
    public sealed interface How {}

    /** By the words of the question. */
    public record ByWords(String text) implements How {}

    /** By the meaning of the question. */
    public record ByMeaning(Vector vector) implements How {}

    /** By both, fused. */
    public record ByBoth(String text, Vector vector) implements How {}
}
