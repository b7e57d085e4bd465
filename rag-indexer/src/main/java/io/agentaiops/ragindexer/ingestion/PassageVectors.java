package io.agentaiops.ragindexer.ingestion;

import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Embedders;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.index.IndexVersion;
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

    /** Tokens that the version's model makes of the text. */
    int tokens(IndexVersion version, String text) {
        return embedders.of(version.model()).tokens(text);
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
