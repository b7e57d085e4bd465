package io.agentaiops.ragindexer.embedding;

import org.jspecify.annotations.Nullable;

/** Thrown when there is no model to embed with, for now. */
public final class EmbeddingUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EmbeddingUnavailable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
