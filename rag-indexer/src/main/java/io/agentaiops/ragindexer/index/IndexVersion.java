package io.agentaiops.ragindexer.index;

/**
 * A version of the index and what it was built with.
 *
 * @param name under which the index knows it
 * @param model that its vectors are of
 * @param digest of the model
 * @param dimension of the vectors
 * @param layout of its fields and analysis; a version of an older layout is built anew
 */
public record IndexVersion(String name, String model, String digest, int dimension, int layout) {

    /** Of what this program builds. */
    public static final int LAYOUT = 2;
}
