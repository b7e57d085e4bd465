package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code knowledge.outdated}: names the documents that their owner should have read again by now. */
@ApplicationScoped
class OutdatedHandler implements CapabilityHandler {

    private final DocumentCatalog catalog;
    private final Clock clock;

    OutdatedHandler(DocumentCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Capability capability() {
        return Capability.KNOWLEDGE_OUTDATED;
    }

    @Override
    public Finding perform(Operation operation) {
        List<KnownDocument> outdated = catalog.outdated(LocalDate.now(clock));
        Map<String, Object> evidence = Map.of(
                "outdated", outdated.stream().map(OutdatedHandler::describe).toList());
        if (outdated.isEmpty()) {
            return Finding.good("no document is past its review date", evidence);
        }
        return Finding.bad(
                outdated.size() + " documents are past their review date: "
                        + String.join(
                                ", ",
                                outdated.stream().map(KnownDocument::documentId).toList()),
                evidence);
    }

    private static Map<String, String> describe(KnownDocument known) {
        Map<String, String> description = new TreeMap<>();
        description.put("documentId", known.documentId());
        description.put("reviewBy", String.valueOf(known.reviewBy()));
        description.put("owner", known.owner() == null ? "nobody" : known.owner());
        return description;
    }
}
