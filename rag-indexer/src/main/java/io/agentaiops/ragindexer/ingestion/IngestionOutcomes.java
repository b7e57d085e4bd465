package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.ingestion.DocumentEvents.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Notes what has become of a batch, and tells others in the same transaction. */
@ApplicationScoped
class IngestionOutcomes {

    private static final Logger LOG = Logger.getLogger(IngestionOutcomes.class);

    private final DocumentStore store;
    private final DocumentEvents events;
    private final IngestionMetrics metrics;
    private final Clock clock;

    IngestionOutcomes(DocumentStore store, DocumentEvents events, IngestionMetrics metrics, Clock clock) {
        this.store = store;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Notes the outcome of the batch and gives its documents back.
     *
     * @param version of the index that took them
     * @param embedded how many passages of each document had to be embedded
     * @param refused documents that the index did not take, with the reason
     */
    @Transactional
    void note(
            List<PreparedDocument> batch, String version, Map<String, Integer> embedded, Map<String, String> refused) {
        Instant now = clock.instant();
        for (PreparedDocument prepared : batch) {
            switch (prepared) {
                case PreparedDocument.Gone gone -> removed(gone.due(), now);
                case PreparedDocument.Broken broken -> refused(broken);
                case PreparedDocument.Ready ready -> {
                    String reason = refused.get(ready.due().documentId());
                    if (reason == null) {
                        indexed(
                                ready,
                                version,
                                embedded.getOrDefault(ready.due().documentId(), 0),
                                now);
                    } else {
                        failed(ready.due(), reason, now);
                    }
                }
            }
        }
    }

    private void indexed(PreparedDocument.Ready ready, String version, int embedded, Instant now) {
        DueDocument.ToIndex due = ready.due();
        int chunks = ready.passages().size();
        if (store.indexed(due, ready.parsed(), ready.facts(), chunks, version, now)) {
            Duration between = Duration.between(due.changedAt(), now);
            Duration lag = between.isNegative() ? Duration.ZERO : between;
            events.indexed(
                    new Indexed(due.documentId(), ready.parsed().title(), due.hash(), chunks, embedded, lag, now));
            metrics.indexed(lag);
        } else {
            store.again(due.documentId());
        }
    }

    /**
     * Notes what of a batch for a version that is not searched yet will not be in it.
     *
     * @param refused documents that the version did not take, with the reason
     * @return ids of all that will not be in it
     */
    @Transactional
    Set<String> noteMissing(List<PreparedDocument> batch, Map<String, String> refused) {
        Set<String> missing = new HashSet<>();
        for (PreparedDocument prepared : batch) {
            switch (prepared) {
                case PreparedDocument.Gone gone -> {}
                case PreparedDocument.Broken broken -> {
                    refused(broken);
                    missing.add(broken.due().documentId());
                }
                case PreparedDocument.Ready ready -> {
                    String reason = refused.get(ready.due().documentId());
                    if (reason != null) {
                        failed(ready.due(), reason, clock.instant());
                        missing.add(ready.due().documentId());
                    }
                }
            }
        }
        return missing;
    }

    private void refused(PreparedDocument.Broken broken) {
        DueDocument.ToIndex due = broken.due();
        store.refused(due.documentId(), due.hash(), broken.line(), broken.reason());
        metrics.failed();
        LOG.warnf("documentId=%s line=%d refused: %s", due.documentId(), broken.line(), broken.reason());
    }

    /** An index that refuses today, for its disk is full or a field too long, need not refuse tomorrow. */
    private void failed(DueDocument.ToIndex due, String reason, Instant now) {
        store.failed(due.documentId(), due.hash(), "the index refused it: " + reason, now);
        metrics.failed();
        LOG.warnf("documentId=%s refused by the index: %s", due.documentId(), reason);
    }

    private void removed(DueDocument.ToRemove due, Instant now) {
        if (store.removed(due.documentId(), now)) {
            events.removed(due.documentId(), now);
            metrics.removed();
        }
    }
}
