package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.index.SearchFilter.Everything;
import io.agentaiops.ragindexer.index.SearchFilter.Viewers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final KnownDocuments known;
    private final IngestionSignal signal;
    private final Clock clock;

    DocumentCatalog(DocumentStore store, KnownDocuments known, IngestionSignal signal, Clock clock) {
        this.store = store;
        this.known = known;
        this.signal = signal;
        this.clock = clock;
    }

    /** Waits until this replica has worked something off, but no longer than that. */
    public void awaitProgress(Duration atMost) throws InterruptedException {
        signal.awaitWorked(atMost);
    }

    /** Has everything that was refused tried again; tells how many documents that are. */
    public int retryRefused() {
        int retried = store.retryRefused(clock.instant());
        if (retried > 0) {
            signal.raise();
        }
        return retried;
    }

    /** The document, unless it was never known. */
    public Optional<KnownDocument> find(String documentId) {
        return known.find(documentId);
    }

    /** Its text in that version and no other, for others may be for other readers; none when it was never text. */
    public Optional<String> content(KnownDocument version) {
        return known.content(version.documentId(), version.hash());
    }

    /** Documents that are for them, in the order of their ids, from the first after {@code after}. */
    public List<KnownDocument> list(Collection<DocumentState> states, Viewers viewers, String after, int atMost) {
        return known.list(states, viewers, after, atMost);
    }

    /** All of them, whoever they are for. */
    public List<KnownDocument> list(Collection<DocumentState> states) {
        return list(states, new Everything(), "", ALL);
    }

    /** How far the index is with all of them. */
    public Backlog backlog() {
        return known.backlog(clock.instant());
    }

    /** Those that were refused. */
    public List<KnownDocument> failed() {
        return list(Set.of(DocumentState.FAILED));
    }

    /** Those that should have been read again by their owner before that day. */
    public List<KnownDocument> outdated(LocalDate today) {
        return known.outdated(today);
    }

    /** Those of folders whose file has gone since then. */
    public List<KnownDocument> vanishedSince(Instant since) {
        return known.vanishedSince(since);
    }

    /** Hash of the newest version of each document that is not gone. */
    public Map<String, String> hashes() {
        return store.hashes(null);
    }
}
