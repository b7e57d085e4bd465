package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.ragindexer.index.SearchFilter.Viewers;
import io.agentaiops.ragindexer.source.SourceDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Takes documents from people and takes them back, on the record. */
@ApplicationScoped
class DocumentDesk {

    /** What came of it. */
    enum Decision {
        TAKEN,
        UNKNOWN,
        /** The document is a file of the watched folder: only the file can be changed. */
        IS_A_FILE,
        /** The id is that of a document which is not for whoever asks. */
        TAKEN_BY_ANOTHER
    }

    private final DocumentIntake intake;
    private final KnownDocuments documents;
    private final Audit audit;
    private final Clock clock;

    DocumentDesk(DocumentIntake intake, KnownDocuments documents, Audit audit, Clock clock) {
        this.intake = intake;
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Decision take(SourceDocument document, Viewers by, String actor) {
        if (live(document.documentId())
                .filter(known -> !known.readers().include(by))
                .isPresent()) {
            return Decision.TAKEN_BY_ANOTHER;
        }
        if (intake.belongsToFile(document.documentId())) {
            return Decision.IS_A_FILE;
        }
        intake.upserted(document);
        audit.record(actor, "document.upload", document.documentId(), "allowed", Map.of("hash", document.hash()));
        return Decision.TAKEN;
    }

    @Transactional
    Decision remove(String documentId, Viewers by, String actor) {
        if (live(documentId).filter(known -> known.readers().include(by)).isEmpty()) {
            return Decision.UNKNOWN;
        }
        if (intake.belongsToFile(documentId)) {
            return Decision.IS_A_FILE;
        }
        intake.deleted(documentId, clock.instant());
        audit.record(actor, "document.delete", documentId, "allowed", Map.of());
        return Decision.TAKEN;
    }

    private Optional<KnownDocument> live(String documentId) {
        return documents.find(documentId).filter(known -> DocumentCatalog.LIVE.contains(known.state()));
    }
}
