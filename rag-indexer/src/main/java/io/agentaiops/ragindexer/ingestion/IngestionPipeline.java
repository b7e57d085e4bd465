package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Vector;
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
    private final Embedder embedder;
    private final PassageIndex index;
    private final IngestionOutcomes outcomes;
    private final IngestionConfig config;
    private final Clock clock;

    IngestionPipeline(
            DocumentStore store,
            Embedder embedder,
            PassageIndex index,
            IngestionOutcomes outcomes,
            IngestionConfig config,
            Clock clock) {
        this.store = store;
        this.embedder = embedder;
        this.index = index;
        this.outcomes = outcomes;
        this.config = config;
        this.clock = clock;
    }

    /** Works one batch off; tells how many documents were in it. */
    int runBatch() {
        turn.lock();
        try {
            String version = index.current();
            Instant now = clock.instant();
            List<DueDocument> due = store.claim(version, config.batch(), now, now.plus(config.claim()));
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

    private void work(List<DueDocument> due, String version) {
        List<String> ids = due.stream().map(DueDocument::documentId).toList();
        try {
            List<PreparedDocument> batch =
                    due.stream().map(PreparedDocument::of).toList();
            Map<String, Integer> embedded = new HashMap<>();
            Map<String, String> refused = put(batch, version, index.passages(version, ids), embedded);
            outcomes.note(batch, version, embedded, refused);
        } finally {
            store.release(ids);
        }
    }

    /** Indexes documents into a version that is not searched yet, every passage embedded anew. */
    Map<String, String> fill(String version, List<DueDocument.ToIndex> documents) {
        List<PreparedDocument> batch = new ArrayList<>();
        documents.forEach(document -> batch.add(PreparedDocument.of(document)));
        return put(batch, version, Map.of(), new HashMap<>());
    }

    private Map<String, String> put(
            List<PreparedDocument> batch,
            String version,
            Map<String, List<StoredPassage>> stored,
            Map<String, Integer> embedded) {
        Map<String, Vector> known = vectors(stored);
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
        List<String> hashes = List.copyOf(missing.keySet());
        List<Vector> vectors = embedder.embed(List.copyOf(missing.values()));
        for (int i = 0; i < hashes.size(); i++) {
            known.put(hashes.get(i), vectors.get(i));
        }
        return index.replace(version, replacements(batch, stored, known));
    }

    private Map<String, Vector> vectors(Map<String, List<StoredPassage>> stored) {
        Map<String, Vector> known = new HashMap<>();
        stored.values()
                .forEach(passages -> passages.stream()
                        .filter(passage -> passage.vector().dimension() == embedder.dimension()
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
