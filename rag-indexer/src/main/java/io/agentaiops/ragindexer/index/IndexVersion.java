package io.agentaiops.ragindexer.index;

import java.util.OptionalDouble;

/**
 * A version of the index and what it was built with.
 *
 * @param name under which the index knows it
 * @param model that its vectors are of
 * @param digest of the model
 * @param dimension of the vectors
 * @param layout of its fields and analysis; a version of an older layout is built anew
 * @param relevanceFloor the similarity from which on an answer counts as relevant, once it has been measured
 */
public record IndexVersion(
        String name, String model, String digest, int dimension, int layout, OptionalDouble relevanceFloor) {

    /** Of what this program builds. */
    public static final int LAYOUT = 3;

    /** Whether passages can be looked up by the hash of what was embedded. */
    boolean knowsHashes() {
        return layout >= 3;
    }
}
