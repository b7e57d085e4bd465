package io.agentaiops.ragindexer.embedding;

import java.util.List;

/** Turns texts into vectors with one model. */
public interface Embedder {

    /** Name of the model; vectors of different models cannot be compared. */
    String model();

    /** Tells versions of the model apart; waits for it to be loaded. */
    String digest();

    /** Dimension of its vectors; waits for the model to be loaded. */
    int dimension();

    /** Whether it answers at once; while it is being loaded it does not. */
    boolean isReady();

    /** Tokens that the model makes of the text; waits for it to be loaded. */
    int tokens(String text);

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
