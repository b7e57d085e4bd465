package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.index.PassageIndex;
import io.agentaiops.ragindexer.index.StoredPassage;
import io.agentaiops.ragindexer.passage.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Embeds some passages again and compares the vectors with those in the index: a damaged or foreign model shows. */
@ApplicationScoped
public class EmbeddingSample {

    private static final int DOCUMENTS = 20;
    private static final int PASSAGES = 40;
    /** Below this cosine two vectors of one text are not of one model; the same model gives 1. */
    private static final double SAME = 0.99;

    /**
     * What came of it.
     *
     * @param passages that were embedded again
     * @param different ids of those whose vector in the index is another one
     */
    public record Checked(int passages, List<String> different) {
        public Checked {
            different = List.copyOf(different);
        }
    }

    private final DocumentStore store;
    private final PassageIndex index;
    private final PassageVectors vectors;

    EmbeddingSample(DocumentStore store, PassageIndex index, PassageVectors vectors) {
        this.store = store;
        this.index = index;
        this.vectors = vectors;
    }

    /** Checks passages of some of the documents, others each time. */
    public Checked check(IndexVersion version, List<String> documentIds) {
        List<String> some = new ArrayList<>(documentIds);
        Collections.shuffle(some);
        List<String> chosen = some.subList(0, Math.min(DOCUMENTS, some.size()));
        Map<String, String> texts = texts(version, chosen);
        Map<String, Vector> fresh = vectors.of(version, texts);
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (List<StoredPassage> passages :
                index.passages(version.name(), chosen).values()) {
            for (StoredPassage stored : passages) {
                Vector again = fresh.get(stored.embeddingHash());
                if (again != null && again.dimension() == stored.vector().dimension()) {
                    compared++;
                    // NaN compares as different, which it is.
                    if (!(again.cosine(stored.vector()) >= SAME)) {
                        different.add(stored.id());
                    }
                }
            }
        }
        return new Checked(compared, different);
    }

    private Map<String, String> texts(IndexVersion version, List<String> documentIds) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (DueDocument.ToIndex document : store.contents(documentIds)) {
            if (PreparedDocument.of(document, vectors.size(version)) instanceof PreparedDocument.Ready ready) {
                for (Passage passage : ready.passages()) {
                    if (texts.size() < PASSAGES) {
                        texts.put(passage.embeddingHash(), passage.embeddingText());
                    }
                }
            }
        }
        return texts;
    }
}
