package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import io.agentaiops.ragindexer.source.FolderWatcher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code knowledge.outdated}: names the documents that their owner should have read again by now, and those whose file has
 * gone.
 */
@ApplicationScoped
class OutdatedHandler implements CapabilityHandler {

    private static final Duration LOOK_BACK = Duration.ofDays(7);

    private final DocumentCatalog catalog;
    private final FolderWatcher folders;
    private final Clock clock;

    OutdatedHandler(DocumentCatalog catalog, FolderWatcher folders, Clock clock) {
        this.catalog = catalog;
        this.folders = folders;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.KNOWLEDGE_OUTDATED;
    }

    @Override
    public Finding perform(Operation operation) {
        List<KnownDocument> outdated = catalog.outdated(LocalDate.now(clock));
        List<String> vanished = catalog.vanishedSince(clock.instant().minus(LOOK_BACK)).stream()
                .map(KnownDocument::documentId)
                .toList();
        List<String> missing = folders.status().stream()
                .filter(folder -> folder.missing() > 0)
                .map(folder -> folder.folder() + ": " + folder.missing() + " documents have no file")
                .toList();
        Map<String, Object> evidence = Map.of(
                "outdated",
                outdated.stream().map(OutdatedHandler::describe).toList(),
                "vanished",
                vanished,
                "missing",
                missing);
        List<String> found = new ArrayList<>();
        if (!outdated.isEmpty()) {
            found.add(outdated.size() + " documents are past their review date: "
                    + String.join(
                            ", ",
                            outdated.stream().map(KnownDocument::documentId).toList()));
        }
        found.addAll(missing);
        String gone =
                vanished.isEmpty() ? "" : "; their files have gone in the last week: " + String.join(", ", vanished);
        // To delete a file is how a document is removed: it is told, but it is no fault.
        return found.isEmpty()
                ? Finding.good("no document is past its review date" + gone, evidence)
                : Finding.bad(String.join("; ", found) + gone, evidence);
    }

    private static Map<String, String> describe(KnownDocument known) {
        Map<String, String> description = new TreeMap<>();
        description.put("documentId", known.documentId());
        description.put("reviewBy", String.valueOf(known.reviewBy()));
        description.put("owner", known.owner() == null ? "nobody" : known.owner());
        return description;
    }
}
