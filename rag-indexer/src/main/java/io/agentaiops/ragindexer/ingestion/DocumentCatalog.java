package io.agentaiops.ragindexer.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the documents, to be read. */
@ApplicationScoped
public class DocumentCatalog {

    /** Documents that are not gone. */
    public static final Set<DocumentState> LIVE =
            Set.copyOf(EnumSet.of(DocumentState.PENDING, DocumentState.INDEXED, DocumentState.FAILED));

    private static final int ALL = Integer.MAX_VALUE;

    private final DocumentStore store;
    private final IngestionSignal signal;

    DocumentCatalog(DocumentStore store, IngestionSignal signal) {
        this.store = store;
        this.signal = signal;
    }

    /** Waits until this replica has worked something off, but no longer than that. */
    public void awaitProgress(Duration atMost) throws InterruptedException {
        signal.awaitWorked(atMost);
    }

    /** The document, unless it was never known. */
    public Optional<KnownDocument> find(String documentId) {
        return store.find(documentId);
    }

    /** Its text in the newest version, unless it is gone or was never text. */
    public Optional<String> content(String documentId) {
        return store.content(documentId);
    }

    /** Documents in the order of their ids, from the first after {@code after}. */
    public List<KnownDocument> list(Collection<DocumentState> states, String after, int atMost) {
        return store.list(states, after, atMost);
    }

    /** How far the index is with all of them. */
    public Backlog backlog() {
        return store.backlog();
    }

    /** Those that were refused. */
    public List<KnownDocument> failed() {
        return store.list(Set.of(DocumentState.FAILED), "", ALL);
    }

    /** Those that should have been read again by their owner before that day. */
    public List<KnownDocument> outdated(LocalDate today) {
        return store.outdated(today);
    }

    /** Hash of the newest version of each document that is not gone. */
    public Map<String, String> hashes() {
        return store.hashes(null);
    }
}
