package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.ragindexer.source.SourceDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** Takes documents from people and takes them back, on the record. */
@ApplicationScoped
class DocumentDesk {

    /** What came of it. */
    enum Decision {
        TAKEN,
        UNKNOWN,
        /** The document is a file of the watched folder: only the file can be changed. */
        IS_A_FILE
    }

    private final DocumentIntake intake;
    private final DocumentStore store;
    private final Audit audit;
    private final Clock clock;

    DocumentDesk(DocumentIntake intake, DocumentStore store, Audit audit, Clock clock) {
        this.intake = intake;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Decision take(SourceDocument document, String actor) {
        if (intake.belongsToFile(document.documentId())) {
            return Decision.IS_A_FILE;
        }
        intake.upserted(document);
        audit.record(actor, "document.upload", document.documentId(), "allowed", Map.of("hash", document.hash()));
        return Decision.TAKEN;
    }

    @Transactional
    Decision remove(String documentId, String actor) {
        if (intake.belongsToFile(documentId)) {
            return Decision.IS_A_FILE;
        }
        if (store.find(documentId)
                .filter(known -> DocumentCatalog.LIVE.contains(known.state()))
                .isEmpty()) {
            return Decision.UNKNOWN;
        }
        intake.deleted(documentId, clock.instant());
        audit.record(actor, "document.delete", documentId, "allowed", Map.of());
        return Decision.TAKEN;
    }
}
