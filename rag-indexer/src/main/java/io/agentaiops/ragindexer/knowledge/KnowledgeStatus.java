package io.agentaiops.ragindexer.knowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agentaiops.ragindexer.ingestion.Build;
import io.agentaiops.ragindexer.ingestion.KnownDocument.DocumentError;
import io.agentaiops.ragindexer.source.FolderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge base as a whole.
 *
 * @param state ready, indexing (changes wait), or unavailable (the index does not answer)
 * @param documents known and not gone
 * @param indexed in their newest version
 * @param pending changes that cannot be found yet
 * @param chunks that can be found
 * @param index the version that is searched
 * @param model that the searched version was built with
 * @param modelReady whether the configured model has been loaded
 * @param lagSeconds how long the longest waiting change has been waiting
 * @param lastIndexedAt when something was indexed last
 * @param failed documents that were refused
 * @param folder the first watched folder
 * @param folders all of them, the first one first
 * @param rebuild the last rebuild
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KnowledgeStatus(
        String state,
        int documents,
        int indexed,
        int pending,
        int chunks,
        @Nullable String index,
        String model,
        boolean modelReady,
        double lagSeconds,
        @Nullable Instant lastIndexedAt,
        List<DocumentError> failed,
        FolderStatus folder,
        List<FolderStatus> folders,
        @Nullable Build rebuild) {

    public KnowledgeStatus {
        failed = List.copyOf(failed);
        folders = List.copyOf(folders);
    }
}
