package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.IndexedPassage;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.Replacement;
import io.agentaiops.ragindexer.index.StoredPassage;
import io.agentaiops.ragindexer.ingestion.IngestionSignal.Work;
import io.agentaiops.ragindexer.passage.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Brings the index up to date, a batch at a time: read, split, embed what is new, replace, note. May be killed anywhere:
 * what is not noted is done again, to the same effect.
 */
@ApplicationScoped
class IngestionPipeline {

    /** Shared by the batches; a rebuild holds it alone while it switches versions. */
    private final ReentrantReadWriteLock turns = new ReentrantReadWriteLock(true);

    private static final Logger LOG = Logger.getLogger(IngestionPipeline.class);

    private final AtomicBoolean waiting = new AtomicBoolean();
    private final Claims claims;
    private final ActiveIndex active;
    private final PassageVectors vectors;
    private final PassageIndex index;
    private final IngestionOutcomes outcomes;
    private final IngestionSignal signal;

    IngestionPipeline(
            Claims claims,
            ActiveIndex active,
            PassageVectors vectors,
            PassageIndex index,
            IngestionOutcomes outcomes,
            IngestionSignal signal) {
        this.claims = claims;
        this.active = active;
        this.vectors = vectors;
        this.index = index;
        this.outcomes = outcomes;
        this.signal = signal;
    }

    /** Works one batch off, beside others; tells how many documents were in it. */
    int runBatch() {
        turns.readLock().lock();
        try {
            IndexVersion version = active.get();
            List<DueDocument> due = claims.take(version.name(), embeddable(version));
            if (due.size() > 1) {
                // There may be more, for the other worker.
                signal.raise(Work.INDEX);
            }
            if (!due.isEmpty()) {
                work(due, version);
            }
            return due.size();
        } finally {
            turns.readLock().unlock();
        }
    }

    /** Whether the version's model is still the one that it was made for. */
    boolean fits(IndexVersion version) {
        return vectors.fit(version);
    }

    /** While no model fits the version, or none can be had, what is deleted goes all the same. */
    private boolean embeddable(IndexVersion version) {
        boolean fits;
        try {
            fits = vectors.fit(version);
        } catch (EmbeddingUnavailable e) {
            LOG.debugf("nothing can be embedded now: %s", e.getMessage());
            fits = false;
        }
        if (waiting.getAndSet(!fits) == fits) {
            LOG.infof(
                    "index=%s %s",
                    version.name(), fits ? "takes documents" : "waits for its model, or to be built anew");
        }
        return fits;
    }

    /** Carries the action out between two batches. */
    <T> T betweenBatches(Supplier<T> action) {
        turns.writeLock().lock();
        try {
            return action.get();
        } finally {
            turns.writeLock().unlock();
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
            claims.giveBack(ids);
        }
    }

    /**
     * Indexes documents into a version that is not searched yet, every passage embedded anew.
     *
     * @return those that could not be: they are refused now, and are tried again as others are
     */
    Set<String> fill(IndexVersion version, List<DueDocument.ToIndex> documents) {
        List<PreparedDocument> batch = new ArrayList<>();
        documents.forEach(document -> batch.add(prepare(document, version)));
        List<String> ids =
                documents.stream().map(DueDocument.ToIndex::documentId).toList();
        Map<String, String> refused = put(batch, version, index.passages(version.name(), ids), new HashMap<>());
        return outcomes.noteMissing(batch, refused);
    }

    private PreparedDocument prepare(DueDocument due, IndexVersion version) {
        return PreparedDocument.of(due, vectors.size(version));
    }

    private Map<String, String> put(
            List<PreparedDocument> batch,
            IndexVersion version,
            Map<String, List<StoredPassage>> stored,
            Map<String, Integer> embedded) {
        Map<String, Vector> known = vectors(version, stored);
        known.putAll(index.vectors(version, missing(batch, known).keySet()));
        Map<String, String> missing = missing(batch, known);
        for (PreparedDocument prepared : batch) {
            if (prepared instanceof PreparedDocument.Ready ready) {
                embedded.put(ready.due().documentId(), (int) ready.passages().stream()
                        .filter(passage -> missing.containsKey(passage.embeddingHash()))
                        .count());
            }
        }
        known.putAll(vectors.fitting(version, missing));
        return index.replace(version.name(), replacements(batch, stored, known));
    }

    /** Texts of which no vector is known, each once, by hash. */
    private static Map<String, String> missing(List<PreparedDocument> batch, Map<String, Vector> known) {
        Map<String, String> missing = new LinkedHashMap<>();
        for (PreparedDocument prepared : batch) {
            if (prepared instanceof PreparedDocument.Ready ready) {
                ready.passages().stream()
                        .filter(passage -> !known.containsKey(passage.embeddingHash()))
                        .forEach(passage -> missing.put(passage.embeddingHash(), passage.embeddingText()));
            }
        }
        return missing;
    }

    private static Map<String, Vector> vectors(IndexVersion version, Map<String, List<StoredPassage>> stored) {
        Map<String, Vector> known = new HashMap<>();
        stored.values()
                .forEach(passages -> passages.stream()
                        .filter(passage -> passage.vector().isSound(version.dimension()))
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
