package io.agentaiops.ragindexer.index;

import io.agentaiops.ragindexer.embedding.Vector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as OpenSearch wants them. */
final class OpenSearchQueries {

    /** The name under which a hit tells its score by words. */
    static final String LEXICAL = "lexical";

    /** Each part brings so many, so that fusing has something to choose from. */
    private static final int FEWEST_CANDIDATES = 50;

    private OpenSearchQueries() {}

    static Map<String, Object> search(IndexQuery query) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("size", query.size());
        body.put("_source", Map.of("excludes", List.of("embedding", "embeddingHash")));
        body.put("track_total_hits", false);
        int candidates = Math.max(FEWEST_CANDIDATES, query.size());
        body.put(
                "query",
                switch (query.how()) {
                    case IndexQuery.ByWords words -> lexical(words.text(), query.filter());
                    case IndexQuery.ByMeaning meaning -> vector(meaning.vector(), candidates, query.filter());
                    case IndexQuery.ByBoth both -> both(both, candidates, query.filter());
                });
        return body;
    }

    /** Ordered by {@link Fusion}: only words are asked for their score by name, for the rest of a score is meaning. */
    private static Map<String, Object> both(IndexQuery.ByBoth both, int candidates, SearchFilter filter) {
        Map<String, Object> words = scored(lexical(both.text(), filter), Fusion.WORDS_SCRIPT);
        Map<String, Object> meaning = scored(vector(both.vector(), candidates, filter), Fusion.MEANING_SCRIPT);
        return Map.of("bool", Map.of("should", List.of(words, meaning)));
    }

    private static Map<String, Object> scored(Map<String, Object> query, String script) {
        return Map.of("script_score", Map.of("query", query, "script", Map.of("source", script)));
    }

    private static Map<String, Object> lexical(String text, SearchFilter filter) {
        Map<String, Object> match = new LinkedHashMap<>();
        match.put("query", text);
        match.put("fields", List.of("title^3", "headings^2", "tags.words^2", "text"));
        match.put("type", "best_fields");
        match.put("tie_breaker", 0.4);
        match.put("auto_generate_synonyms_phrase_query", false);
        Map<String, Object> query = Map.of("multi_match", match);
        Map<String, Object> bool = new LinkedHashMap<>();
        bool.put("must", List.of(query));
        bool.put("filter", OpenSearchFilters.of(filter));
        bool.put("_name", LEXICAL);
        return Map.of("bool", bool);
    }

    private static Map<String, Object> vector(Vector vector, int candidates, SearchFilter filter) {
        Map<String, Object> knn = new LinkedHashMap<>();
        knn.put("vector", values(vector));
        knn.put("k", candidates);
        List<Object> filters = OpenSearchFilters.of(filter);
        if (!filters.isEmpty()) {
            knn.put("filter", Map.of("bool", Map.of("filter", filters)));
        }
        return Map.of("knn", Map.of("embedding", knn));
    }

    /** Passages of these documents, or of all, in an order that can be continued. */
    static Map<String, Object> stored(Collection<String> documentIds, int size) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("size", size);
        body.put("query", documentIds.isEmpty() ? Map.of("match_all", Map.of()) : ofDocuments(documentIds));
        body.put("_source", List.of("documentId", "embeddingHash", "embedding"));
        body.put(
                "sort", List.of(Map.of("documentId", "asc"), Map.of("ordinal", "asc"), Map.of("embeddingHash", "asc")));
        return body;
    }

    /** One passage for each text, of whatever document. */
    static Map<String, Object> embedded(List<String> embeddingHashes) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("size", embeddingHashes.size());
        body.put("query", Map.of("terms", Map.of("embeddingHash", embeddingHashes)));
        body.put("collapse", Map.of("field", "embeddingHash"));
        body.put("track_total_hits", false);
        body.put("_source", List.of("documentId", "embeddingHash", "embedding"));
        return body;
    }

    static Map<String, Object> ofDocuments(Collection<String> documentIds) {
        return Map.of("terms", Map.of("documentId", List.copyOf(documentIds)));
    }

    static List<Float> values(Vector vector) {
        List<Float> values = new ArrayList<>(vector.dimension());
        for (int i = 0; i < vector.dimension(); i++) {
            values.add(vector.at(i));
        }
        return values;
    }
}
