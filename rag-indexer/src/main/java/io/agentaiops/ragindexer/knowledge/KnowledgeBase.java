package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.SearchFilter.Viewers;
import io.agentaiops.ragindexer.ingestion.Backlog;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.IndexRebuild;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import io.agentaiops.ragindexer.source.FolderStatus;
import io.agentaiops.ragindexer.source.FolderWatcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at the knowledge base as a whole. */
@ApplicationScoped
public class KnowledgeBase {

    private final DocumentCatalog catalog;
    private final PassageIndex index;
    private final Embedders embedders;
    private final FolderWatcher folders;
    private final IndexRebuild rebuild;
    private final Clock clock;

    KnowledgeBase(
            DocumentCatalog catalog,
            PassageIndex index,
            Embedders embedders,
            FolderWatcher folders,
            IndexRebuild rebuild,
            Clock clock) {
        this.catalog = catalog;
        this.index = index;
        this.embedders = embedders;
        this.folders = folders;
        this.rebuild = rebuild;
        this.clock = clock;
    }

    /** Its state now, naming only what is for them. */
    public KnowledgeStatus status(Viewers viewers) {
        Backlog backlog = catalog.backlog();
        List<FolderStatus> seen = folders.status();
        IndexVersion version = version().orElse(null);
        Embedder model = embedders.configured();
        String state = version == null ? "unavailable" : backlog.pending() > 0 ? "indexing" : "ready";
        return new KnowledgeStatus(
                state,
                backlog.documents(),
                backlog.indexed(),
                backlog.pending(),
                backlog.chunks(),
                version == null ? null : version.name(),
                version == null ? model.model() : version.model(),
                model.isReady(),
                lag(backlog).toMillis() / 1000.0,
                backlog.newest(),
                catalog.failed().stream()
                        .filter(known -> known.readers().include(viewers))
                        .map(KnownDocument::error)
                        .filter(Objects::nonNull)
                        .toList(),
                seen.getFirst(),
                seen,
                rebuild.progress().orElse(null));
    }

    /** How long the longest waiting change has been waiting; zero when none does. */
    public Duration lag(Backlog backlog) {
        @Nullable Instant oldest = backlog.oldest();
        Duration lag = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** The folders that this replica has looked at: whether they cannot be read, or are suddenly empty. */
    public Map<String, Boolean> looks() {
        Map<String, Boolean> looks = new TreeMap<>();
        for (FolderStatus folder : folders.status()) {
            if (folder.scannedAt() != null || folder.problem() != null) {
                looks.put(folder.folder(), folder.problem() != null);
            }
        }
        return looks;
    }

    /** Passages that this replica embeds in a second of work. */
    OptionalDouble embeddedPerSecond() {
        return embedders.perSecond();
    }

    private Optional<IndexVersion> version() {
        try {
            return index.current();
        } catch (IndexUnavailable e) {
            return Optional.empty();
        }
    }
}
