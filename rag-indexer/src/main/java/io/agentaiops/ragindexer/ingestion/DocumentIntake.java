package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.ragindexer.source.DocumentChanges;
import io.agentaiops.ragindexer.source.SourceDocument;
import io.agentaiops.ragindexer.source.SourceDocument.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Takes changes in, from whichever source: what is stored here will be indexed, whatever happens in between. */
@ApplicationScoped
public class DocumentIntake implements DocumentChanges {

    private final DocumentStore store;
    private final KnownDocuments documents;
    private final AfterCommit afterCommit;
    private final IngestionSignal signal;

    DocumentIntake(DocumentStore store, KnownDocuments documents, AfterCommit afterCommit, IngestionSignal signal) {
        this.store = store;
        this.documents = documents;
        this.afterCommit = afterCommit;
        this.signal = signal;
    }

    @Override
    @Transactional
    public void upserted(SourceDocument document) {
        if (store.upsert(document)) {
            afterCommit.run(signal::raise);
        }
    }

    @Override
    @Transactional
    public void refused(Refusal refusal) {
        store.refuse(refusal);
    }

    @Override
    @Transactional
    public void deleted(String documentId, Instant at) {
        if (store.remove(documentId, at)) {
            afterCommit.run(signal::raise);
        }
    }

    @Override
    @Transactional
    public Map<String, String> folderDocuments() {
        return store.hashes(Origin.FOLDER);
    }

    /** Whether that id belongs to a file, which only the file may change. */
    public boolean belongsToFile(String documentId) {
        Optional<KnownDocument> known = documents.find(documentId);
        return known.isPresent()
                && known.get().source() == Origin.FOLDER
                && known.get().state() != DocumentState.REMOVED;
    }
}
