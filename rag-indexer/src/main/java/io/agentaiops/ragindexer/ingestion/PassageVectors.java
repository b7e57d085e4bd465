package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.embedding.EmbeddingUnavailable;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.IndexVersion;
import io.agentaiops.ragindexer.passage.PassageSize;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Vectors of passages with the model that a version of the index was built with. */
@ApplicationScoped
class PassageVectors {

    private final Embedders embedders;

    PassageVectors(Embedders embedders) {
        this.embedders = embedders;
    }

    /** How texts are counted for the version's model, and how many tokens it reads at once. */
    PassageSize size(IndexVersion version) {
        Embedder embedder = embedders.of(version.model());
        return new PassageSize(embedder::tokens, embedder.window());
    }

    /**
     * Whether the version's model is still the one that the version was built with: the name may mean another one by now,
     * whose vectors must not get into it.
     */
    boolean fit(IndexVersion version) {
        String built = version.digest();
        return built.isEmpty() || built.equals(embedders.of(version.model()).digest());
    }

    /**
     * Vectors of the texts that can be put beside the version's own.
     *
     * @throws EmbeddingUnavailable when the model is another one by now
     */
    Map<String, Vector> fitting(IndexVersion version, Map<String, String> textByHash) {
        if (textByHash.isEmpty()) {
            return Map.of();
        }
        Map<String, Vector> vectors = of(version, textByHash);
        // Afterwards: the model may have been replaced in between.
        if (!fit(version)) {
            throw new EmbeddingUnavailable(
                    version.model() + " is another model than the index was built with; it waits to be built anew",
                    null);
        }
        return vectors;
    }

    /** Vectors of the texts, by the same keys. */
    Map<String, Vector> of(IndexVersion version, Map<String, String> textByHash) {
        Embedder embedder = embedders.of(version.model());
        Map<String, String> ordered = new LinkedHashMap<>(textByHash);
        List<Vector> embedded = embedder.embed(List.copyOf(ordered.values()));
        Map<String, Vector> vectors = new HashMap<>();
        int next = 0;
        for (String hash : ordered.keySet()) {
            vectors.put(hash, embedded.get(next++));
        }
        return vectors;
    }
}
