package io.agentaiops.ragindexer.knowledge;

import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.IndexUnavailable;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.StoredPassage;
import io.agentaiops.ragindexer.ingestion.DocumentCatalog;
import io.agentaiops.ragindexer.ingestion.DocumentState;
import io.agentaiops.ragindexer.ingestion.EmbeddingSample;
import io.agentaiops.ragindexer.ingestion.KnownDocument;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Goes through every passage of the index, once a day and when told. Each must have a vector of the right dimension, all
 * numbers, of length one, and belong to a document that is known; each indexed document must have all its passages; and a
 * sample that is embedded again must come out the same.
 */
@ApplicationScoped
public class EmbeddingValidation {

    private static final Logger LOG = Logger.getLogger(EmbeddingValidation.class);
    private static final double TOLERANCE = 0.01;
    private static final int MOST_EXAMPLES = 20;
    private static final Duration EVERY = Duration.ofHours(20);

    private final PassageIndex index;
    private final DocumentCatalog catalog;
    private final EmbeddingSample sample;
    private final KnowledgeStore store;
    private final Clock clock;

    EmbeddingValidation(
            PassageIndex index, DocumentCatalog catalog, EmbeddingSample sample, KnowledgeStore store, Clock clock) {
        this.index = index;
        this.catalog = catalog;
        this.sample = sample;
        this.store = store;
        this.clock = clock;
    }

    /** The last one, of whichever replica. */
    public Optional<Validation> last() {
        return store.lastValidation();
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void whenDue() {
        boolean due = last().filter(last -> last.at().plus(EVERY).isAfter(clock.instant()))
                .isEmpty();
        try {
            if (due && catalog.backlog().pending() == 0) {
                index.current().ifPresent(this::validate);
            }
        } catch (IndexUnavailable | EmbeddingUnavailable e) {
            LOG.debugf("vectors cannot be validated now: %s", e.getMessage());
        }
    }

    /** Validates the version now. */
    public Validation validate(IndexVersion version) {
        Map<String, KnownDocument> known = new HashMap<>();
        catalog.list(DocumentCatalog.LIVE).forEach(document -> known.put(document.documentId(), document));
        Map<String, Integer> passages = new HashMap<>();
        Map<String, List<String>> findings = new TreeMap<>();
        index.scan(version.name(), passage -> {
            passages.merge(passage.documentId(), 1, Integer::sum);
            examine(passage, version.dimension(), known.keySet(), findings);
        });
        List<String> documents = new ArrayList<>(passages.keySet());
        documents.retainAll(known.keySet());
        EmbeddingSample.Checked checked = sample.check(version, documents);
        checked.different().forEach(id -> note(findings, "notReproduced", id));
        known.values().stream()
                .filter(document -> document.state() == DocumentState.INDEXED)
                .filter(document -> document.chunks() != passages.getOrDefault(document.documentId(), 0))
                .forEach(document -> note(findings, "incomplete", document.documentId()));
        int total = passages.values().stream().mapToInt(Integer::intValue).sum();
        Validation validation = validation(version, total, checked.passages(), findings);
        store.add(validation);
        return validation;
    }

    private Validation validation(
            IndexVersion version, int passages, int reembedded, Map<String, List<String>> findings) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, List<String>> examples = new TreeMap<>();
        findings.forEach((kind, all) -> {
            counts.put(kind, all.size());
            examples.put(kind, List.copyOf(all.subList(0, Math.min(MOST_EXAMPLES, all.size()))));
        });
        return new Validation(clock.instant(), version.name(), passages, reembedded, counts, examples);
    }

    private static void examine(
            StoredPassage passage, int dimension, Set<String> known, Map<String, List<String>> findings) {
        Vector vector = passage.vector();
        if (vector.dimension() != dimension) {
            note(findings, "wrongDimension", passage.id());
        } else if (!vector.isFinite()) {
            note(findings, "notFinite", passage.id());
        } else if (Math.abs(vector.norm() - 1) > TOLERANCE) {
            note(findings, "wrongLength", passage.id());
        }
        if (!known.contains(passage.documentId())) {
            note(findings, "orphans", passage.id());
        }
    }

    private static void note(Map<String, List<String>> findings, String kind, String what) {
        findings.computeIfAbsent(kind, any -> new ArrayList<>()).add(what);
    }
}
