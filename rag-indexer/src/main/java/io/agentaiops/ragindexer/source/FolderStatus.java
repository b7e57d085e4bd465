package io.agentaiops.ragindexer.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A watched folder as it was seen last.
 *
 * @param name that begins the ids of its documents; left out for the first folder, whose documents are called by their path
 * @param folder its path
 * @param files documents in it
 * @param skipped files that are not taken, with the reason; the first hundred in the order of their paths
 * @param skippedFiles how many there are
 * @param missing documents that have no file and stay, for the folder is suddenly empty: it may not be mounted
 * @param scannedAt when it was compared with what is known, if it ever could be
 * @param problem why it cannot be read, or what is strange with it, if so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FolderStatus(
        @Nullable String name,
        String folder,
        int files,
        Map<String, String> skipped,
        int skippedFiles,
        int missing,
        @Nullable Instant scannedAt,
        @Nullable String problem) {

    /** A folder of pictures must not make every look at the status a long one. */
    private static final int LISTED = 100;

    public FolderStatus {
        skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
    }

    /** A folder that has not been read yet. */
    static FolderStatus unread(@Nullable String name, Path folder) {
        return new FolderStatus(name, folder.toString(), 0, Map.of(), 0, 0, null, null);
    }

    /** The same folder as it was found at that time. */
    FolderStatus found(FolderScan scan, int itsMissing, Instant at) {
        Map<String, String> listed = scan.skipped().entrySet().stream()
                .limit(LISTED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new FolderStatus(
                name,
                folder,
                scan.files().size(),
                listed,
                scan.skipped().size(),
                itsMissing,
                at,
                itsMissing == 0
                        ? null
                        : "it is empty; its " + itsMissing + " documents stay until it is said to be meant");
    }

    /** The same folder, which cannot be read now. */
    FolderStatus failed(Exception why) {
        return new FolderStatus(name, folder, files, skipped, skippedFiles, missing, scannedAt, String.valueOf(why));
    }
}
