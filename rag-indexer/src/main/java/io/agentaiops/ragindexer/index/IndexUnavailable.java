package io.agentaiops.ragindexer.index;

import org.jspecify.annotations.Nullable;

/** The index cannot be reached or does not work just now. Trying again later is right. */
public final class IndexUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean answered;

    public IndexUnavailable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.answered = false;
    }

    private IndexUnavailable(String reason) {
        super(reason);
        this.answered = true;
    }

    /** The index is there and says that this does not work just now: something else may. */
    public static IndexUnavailable answered(String reason) {
        return new IndexUnavailable(reason);
    }

    /** Whether the index itself said so. */
    public boolean isAnswered() {
        return answered;
    }
}
