package io.agentaiops.ragindexer.source;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The watched folder as it was seen last.
 *
 * @param folder its path
 * @param files documents in it
 * @param skipped files that are not taken, with the reason
 * @param scannedAt when it was compared with what is known, if it ever could be
 * @param problem why it cannot be read, if so
 */
public record FolderStatus(
        String folder,
        int files,
        Map<String, String> skipped,
        @Nullable Instant scannedAt,
        @Nullable String problem) {

    public FolderStatus {
        skipped = Map.copyOf(skipped);
    }
}
