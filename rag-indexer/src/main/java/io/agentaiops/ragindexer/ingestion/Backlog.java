package io.agentaiops.ragindexer.ingestion;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the index is with all documents together.
 *
 * @param documents known and not gone
 * @param indexed in their newest version
 * @param pending changes that cannot be found yet, and refused ones that are being tried again
 * @param failed refused in their newest version
 * @param chunks that can be found
 * @param oldest when the longest waiting of them happened, if one waits
 * @param newest when something was indexed last
 * @param changed when something was indexed or removed last
 */
public record Backlog(
        int documents,
        int indexed,
        int pending,
        int failed,
        int chunks,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        @Nullable Instant changed) {}
