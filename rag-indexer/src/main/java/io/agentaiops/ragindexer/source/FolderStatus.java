package io.agentaiops.ragindexer.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A watched folder as it was seen last.
 *
 * @param name that begins the ids of its documents; left out for the first folder, whose documents are called by their path
 * @param folder its path
 * @param files documents in it
 * @param skipped files that are not taken, with the reason
 * @param scannedAt when it was compared with what is known, if it ever could be
 * @param problem why it cannot be read, if so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FolderStatus(
        @Nullable String name,
        String folder,
        int files,
        Map<String, String> skipped,
        @Nullable Instant scannedAt,
        @Nullable String problem) {

    public FolderStatus {
        skipped = Map.copyOf(skipped);
    }
}
