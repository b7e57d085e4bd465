package io.agentaiops.ragindexer.embedding;

import java.util.List;

/** Turns texts into vectors with one model. */
public interface Embedder {

    /** Name of the model; vectors of different models cannot be compared. */
    String model();

    /** Tells versions of the model apart; waits for it to be loaded, or asks whoever has it. */
    String digest();

    /**
     * Whether it is that version of the model, as far as is known without waiting or asking: yes, as long as nothing is
     * known. Versions that do not tell their digest are taken for the same.
     */
    boolean is(String digest);

    /** Dimension of its vectors; waits for the model to be loaded. */
    int dimension();

    /** Whether it answers at once; while it is being loaded it does not. */
    boolean isReady();

    /** Tokens that the model reads at once, the marks of the ends included; waits for it to be loaded. */
    int window();

    /** Tokens that the model makes of the text, or a few more; waits for it to be loaded. */
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
