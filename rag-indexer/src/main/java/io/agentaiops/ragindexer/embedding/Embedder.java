package io.agentaiops.ragindexer.embedding;

import java.util.List;

/** Turns texts into vectors. */
public interface Embedder {

    /** Name of the model; vectors of different models cannot be compared. */
    String model();

    /** Dimension of its vectors. */
    int dimension();

    /** Whether it answers at once; while it is being loaded it does not. */
    boolean isReady();

    /**
     * Vectors of the texts, in their order. Waits for the model to be loaded.
     *
     * @throws EmbeddingUnavailable when the model cannot be had
     */
    List<Vector> embed(List<String> texts);

    /**
     * Vector of a question. Does not wait for the model, and remembers what was asked lately.
     *
     * @throws EmbeddingUnavailable when the model is not ready
     */
    Vector embedQuery(String text);
}
