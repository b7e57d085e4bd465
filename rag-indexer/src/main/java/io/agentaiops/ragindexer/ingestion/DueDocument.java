package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.passage.DocumentFormat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document that the index is behind with, as the pipeline needs it. */
sealed interface DueDocument {

    String documentId();

    Instant changedAt();

    /** This version is to be found. */
    record ToIndex(
            String documentId,
            String hash,
            DocumentFormat format,
            @Nullable String title,
            List<String> tags,
            List<String> audience,
            String content,
            Instant changedAt)
            implements DueDocument {
        public ToIndex {
            tags = List.copyOf(tags);
            audience = List.copyOf(audience);
        }
    }

    /** It is to be found no longer. */
    record ToRemove(String documentId, Instant changedAt) implements DueDocument {}
}
