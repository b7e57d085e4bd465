package io.agentaiops.ragindexer.ingestion;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The documents that this replica has in hand. Their claims are renewed for as long as it works, so that a document of
 * thousands of passages is not taken over by another worker in the middle; when the replica dies they run out by themselves.
 */
@ApplicationScoped
class Claims {

    private final DocumentStore store;
    private final IngestionConfig config;
    private final Clock clock;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    Claims(DocumentStore store, IngestionConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes what this version of the index is behind with: some documents, not too much text.
     *
     * @param embeddable whether anything can be embedded for it; if not, only what is to go is taken
     */
    List<DueDocument> take(String version, boolean embeddable) {
        List<DueDocument> due =
                store.claim(version, embeddable, config.batch(), config.batchBytes(), clock.instant(), config.claim());
        due.forEach(document -> held.add(document.documentId()));
        return due;
    }

    /** Keeps a document that was claimed elsewhere. */
    void keep(String documentId) {
        held.add(documentId);
    }

    /** Gives the documents back, done or not. */
    void giveBack(Collection<String> documentIds) {
        held.removeAll(documentIds);
        store.release(documentIds);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void renew() {
        List<String> inHand = List.copyOf(held);
        if (!inHand.isEmpty()) {
            store.renew(inHand, config.claim());
        }
    }
}
