package io.agentaiops.ragindexer.index;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The search index, in versions of which one is searched. Every method throws {@link IndexUnavailable} when the index
 * cannot be reached, and {@link IndexRefusal} when it will not do what is asked.
 */
public interface PassageIndex {

    /** Name of the version that is searched; an empty one is made when there is none. */
    String current();

    /** Makes a new, empty version that is not searched yet. */
    String create();

    /** Searches that version from now on, and drops the others. */
    void activate(String version);

    /** What the version holds of these documents, by document. */
    Map<String, List<StoredPassage>> passages(String version, Collection<String> documentIds);

    /**
     * Replaces documents. Searchers see each document either as it was or as it is now.
     *
     * @return documents that were refused, with the reason
     */
    Map<String, String> replace(String version, Collection<Replacement> replacements);

    /** Copies documents as they are from one version to another. */
    void copy(String from, String to, Collection<String> documentIds);

    /** Goes through everything that the version holds. */
    void scan(String version, Consumer<StoredPassage> visitor);

    /** Number of passages that the version holds. */
    long size(String version);

    /** Searches the current version, best first. */
    List<Hit> search(IndexQuery query);
}
