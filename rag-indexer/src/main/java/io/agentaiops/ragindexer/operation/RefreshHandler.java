package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.ragindexer.ingestion.Backlog;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import io.agentaiops.ragindexer.source.FolderStatus;
import io.agentaiops.ragindexer.source.FolderWatcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code knowledge.refresh}: reads every file again and waits until the index has caught up. */
@ApplicationScoped
class RefreshHandler implements CapabilityHandler {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Other replicas work too, and do not tell this one. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final FolderWatcher folders;
    private final DocumentCatalog catalog;
    private final Clock clock;

    RefreshHandler(FolderWatcher folders, DocumentCatalog catalog, Clock clock) {
        this.folders = folders;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.KNOWLEDGE_REFRESH;
    }

    @Override
    public Finding perform(Operation operation) {
        Instant latest = clock.instant().plus(LONGEST);
        try {
            List<FolderStatus> found = folders.refresh();
            catalog.retryRefused();
            Backlog backlog = awaitCaughtUp(operation.deadline().isBefore(latest) ? operation.deadline() : latest);
            return report(found, backlog, catalog.failed());
        } catch (IOException e) {
            return Finding.bad("a documents folder cannot be read: " + e, Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.bad("interrupted while waiting for the index", Map.of());
        }
    }

    private Backlog awaitCaughtUp(Instant latest) throws InterruptedException {
        Backlog backlog = catalog.backlog();
        while (backlog.pending() > 0 && clock.instant().isBefore(latest)) {
            catalog.awaitProgress(LOOK_AGAIN);
            backlog = catalog.backlog();
        }
        return backlog;
    }

    private static Finding report(List<FolderStatus> found, Backlog backlog, List<KnownDocument> failed) {
        Map<String, Object> evidence = new TreeMap<>();
        evidence.put(
                "filesInFolder", found.stream().mapToInt(FolderStatus::files).sum());
        evidence.put("documents", backlog.documents());
        evidence.put("indexed", backlog.indexed());
        evidence.put("pending", backlog.pending());
        evidence.put("chunks", backlog.chunks());
        Map<String, String> skipped = new TreeMap<>();
        found.forEach(folder -> skipped.putAll(folder.skipped()));
        evidence.put("skipped", skipped);
        evidence.put(
                "filesSkipped",
                found.stream().mapToInt(FolderStatus::skippedFiles).sum());
        evidence.put(
                "failed",
                failed.stream().map(KnownDocument::error).map(String::valueOf).toList());
        String summary = "%d of %d documents are indexed, in %d passages"
                .formatted(backlog.indexed(), backlog.documents(), backlog.chunks());
        if (backlog.pending() > 0) {
            return Finding.bad(summary + "; " + backlog.pending() + " changes still wait", evidence);
        }
        if (!failed.isEmpty()) {
            return Finding.bad(
                    summary + "; refused: "
                            + String.join(
                                    ", ",
                                    failed.stream()
                                            .map(KnownDocument::documentId)
                                            .toList()),
                    evidence);
        }
        return Finding.good(summary, evidence);
    }
}
