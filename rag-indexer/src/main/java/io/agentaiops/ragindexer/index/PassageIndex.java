package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.embedding.Vector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The search index, in versions of which one is searched. Every method throws {@link IndexUnavailable} when the index
 * cannot be reached, and {@link IndexRefusal} when it will not do what is asked.
 */
public interface PassageIndex {

    /** The version that is searched, if there is one. */
    Optional<IndexVersion> current();

    /** The version that is searched; may be a second out of date, or fresher than it must be. */
    Optional<IndexVersion> searched(boolean fresh);

    /**
     * Makes a new, empty version that is not searched yet.
     *
     * @param model that its vectors will be of
     */
    IndexVersion create(String model, String digest, int dimension);

    /** The version of that name, if there is one. */
    Optional<IndexVersion> find(String version);

    /** Searches that version from now on, and drops all others but those that are to be kept. */
    void activate(String version, Set<String> kept);

    /** Notes from which similarity on an answer in the version counts as relevant. */
    void calibrate(String version, double relevanceFloor);

    /** Drops the version, if there is one. */
    void drop(String version);

    /** What the version holds of these documents, by document. */
    Map<String, List<StoredPassage>> passages(String version, Collection<String> documentIds);

    /**
     * Vectors of texts that the version holds already, whatever document they stand in.
     *
     * @param embeddingHashes of the texts
     * @return by hash; without those that it does not hold, or that have no sound vector
     */
    Map<String, Vector> vectors(IndexVersion version, Collection<String> embeddingHashes);

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

    /** How much the version holds. */
    Size size(String version);

    /** Searches that version, best first. */
    List<Hit> search(String version, IndexQuery query);

    /**
     * How much a version holds.
     *
     * @param passages number of passages
     * @param bytes on disk
     */
    record Size(long passages, long bytes) {}
}
