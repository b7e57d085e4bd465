package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.embedding.Vector;
import java.util.List;

/**
 * What to look for, and how.
 *
 * @param how by words, by meaning, or both
 * @param size how many passages to bring
 * @param tags passages must have all of these
 */
public record IndexQuery(How how, int size, List<String> tags) {

    public IndexQuery {
        tags = List.copyOf(tags);
    }

    /** Ways to look. */
    public sealed interface How {}

    /** By the words of the question. */
    public record ByWords(String text) implements How {}

    /** By the meaning of the question. */
    public record ByMeaning(Vector vector) implements How {}

    /** By both, fused by rank. */
    public record ByBoth(String text, Vector vector) implements How {}
}
