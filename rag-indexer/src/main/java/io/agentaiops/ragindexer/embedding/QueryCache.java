package io.agentaiops.ragindexer.embedding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Vectors of the questions that were asked last. */
final class QueryCache {

    private final Map<String, Vector> vectors;

    QueryCache(int capacity) {
        this.vectors = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Vector> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<Vector> find(String text) {
        return Optional.ofNullable(vectors.get(text));
    }

    synchronized void keep(String text, Vector vector) {
        vectors.put(text, vector);
    }
}
