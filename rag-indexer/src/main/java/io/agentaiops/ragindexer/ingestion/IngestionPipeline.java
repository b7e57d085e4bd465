package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.IndexedPassage;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.Replacement;
import io.agentaiops.ragindexer.index.StoredPassage;
import io.agentaiops.ragindexer.passage.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings the index up to date, a batch at a time: read, split, embed what is new, replace, note. May be killed anywhere:
 * what is not noted is done again, to the same effect.
 */
@ApplicationScoped
class IngestionPipeline {

    /** Held for each batch, and by a rebuild while it switches versions. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final DocumentStore store;
    private final ActiveIndex active;
    private final PassageVectors vectors;
    private final PassageIndex index;
    private final IngestionOutcomes outcomes;
    private final IngestionConfig config;
    private final Clock clock;

    IngestionPipeline(
            DocumentStore store,
            ActiveIndex active,
            PassageVectors vectors,
            PassageIndex index,
            IngestionOutcomes outcomes,
            IngestionConfig config,
            Clock clock) {
        this.store = store;
        this.active = active;
        this.vectors = vectors;
        this.index = index;
        this.outcomes = outcomes;
        this.config = config;
        this.clock = clock;
    }

    /** Works one batch off; tells how many documents were in it. */
    int runBatch() {
        turn.lock();
        try {
            IndexVersion version = active.get();
            Instant now = clock.instant();
            List<DueDocument> due = store.claim(version.name(), config.batch(), now, now.plus(config.claim()));
            if (!due.isEmpty()) {
                work(due, version);
            }
            return due.size();
        } finally {
            turn.unlock();
        }
    }

    /** Runs the action between two batches. */
    void betweenBatches(Runnable action) {
        turn.lock();
        try {
            action.run();
        } finally {
            turn.unlock();
        }
    }

    private void work(List<DueDocument> due, IndexVersion version) {
        List<String> ids = due.stream().map(DueDocument::documentId).toList();
        try {
            List<PreparedDocument> batch =
                    due.stream().map(each -> prepare(each, version)).toList();
            Map<String, Integer> embedded = new HashMap<>();
            Map<String, String> refused = put(batch, version, index.passages(version.name(), ids), embedded);
            outcomes.note(batch, version.name(), embedded, refused);
        } finally {
            store.release(ids);
        }
    }

    /** Indexes documents into a version that is not searched yet, every passage embedded anew. */
    Map<String, String> fill(IndexVersion version, List<DueDocument.ToIndex> documents) {
        List<PreparedDocument> batch = new ArrayList<>();
        documents.forEach(document -> batch.add(prepare(document, version)));
        List<String> ids =
                documents.stream().map(DueDocument.ToIndex::documentId).toList();
        return put(batch, version, index.passages(version.name(), ids), new HashMap<>());
    }

    private PreparedDocument prepare(DueDocument due, IndexVersion version) {
        return PreparedDocument.of(due, text -> vectors.tokens(version, text));
    }

    private Map<String, String> put(
            List<PreparedDocument> batch,
            IndexVersion version,
            Map<String, List<StoredPassage>> stored,
            Map<String, Integer> embedded) {
        Map<String, Vector> known = vectors(version, stored);
        Map<String, String> missing = new LinkedHashMap<>();
        for (PreparedDocument prepared : batch) {
            if (prepared instanceof PreparedDocument.Ready ready) {
                int before = missing.size();
                ready.passages().stream()
                        .filter(passage -> !known.containsKey(passage.embeddingHash()))
                        .forEach(passage -> missing.put(passage.embeddingHash(), passage.embeddingText()));
                embedded.put(ready.due().documentId(), missing.size() - before);
            }
        }
        known.putAll(vectors.of(version, missing));
        return index.replace(version.name(), replacements(batch, stored, known));
    }

    private static Map<String, Vector> vectors(IndexVersion version, Map<String, List<StoredPassage>> stored) {
        Map<String, Vector> known = new HashMap<>();
        stored.values()
                .forEach(passages -> passages.stream()
                        .filter(passage -> passage.vector().dimension() == version.dimension()
                                && passage.vector().isFinite())
                        .forEach(passage -> known.put(passage.embeddingHash(), passage.vector())));
        return known;
    }

    private static List<Replacement> replacements(
            List<PreparedDocument> batch, Map<String, List<StoredPassage>> stored, Map<String, Vector> vectors) {
        List<Replacement> replacements = new ArrayList<>();
        for (PreparedDocument prepared : batch) {
            switch (prepared) {
                case PreparedDocument.Broken broken -> {}
                case PreparedDocument.Gone gone ->
                    replacements.add(new Replacement(
                            gone.due().documentId(),
                            List.of(),
                            obsolete(stored, gone.due().documentId(), Set.of())));
                case PreparedDocument.Ready ready -> {
                    Set<String> kept = new HashSet<>();
                    List<IndexedPassage> passages = new ArrayList<>();
                    for (Passage passage : ready.passages()) {
                        kept.add(passage.id());
                        Vector vector = vectors.get(passage.embeddingHash());
                        if (vector == null) {
                            throw new IllegalStateException("no vector for passage " + passage.id());
                        }
                        passages.add(new IndexedPassage(passage, ready.facts(), vector));
                    }
                    replacements.add(new Replacement(
                            ready.due().documentId(),
                            passages,
                            obsolete(stored, ready.due().documentId(), kept)));
                }
            }
        }
        return replacements;
    }

    private static List<String> obsolete(Map<String, List<StoredPassage>> stored, String documentId, Set<String> kept) {
        return stored.getOrDefault(documentId, List.of()).stream()
                .map(StoredPassage::id)
                .filter(id -> !kept.contains(id))
                .toList();
    }
}
