package io.agentaiops.ragindexer.index;

import org.jspecify.annotations.Nullable;

/** The index cannot be reached or does not work just now. Trying again later is right. */
public final class IndexUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IndexUnavailable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
