package io.agentaiops.ragindexer.embedding;

import java.util.OptionalDouble;

/** The models by name. */
public interface Embedders {

    /** What the names of Ollama's models begin with. */
    String OLLAMA = "ollama:";

    /** The model that new versions of the index are built with. */
    Embedder configured();

    /**
     * The model of that name; loaded from now on when it has not been.
     *
     * @throws EmbeddingUnavailable when there is no such model
     */
    Embedder of(String model);

    /** Passages embedded in a second of work, by all models of this replica since its start; none before the first. */
    OptionalDouble perSecond();
}
