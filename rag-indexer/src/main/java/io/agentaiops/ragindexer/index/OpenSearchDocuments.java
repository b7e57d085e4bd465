package io.agentaiops.ragindexer.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentaiops.ragindexer.embedding.Vector;
import io.agentaiops.ragindexer.passage.DocumentFormat.Place;
import io.agentaiops.ragindexer.passage.Passage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passages as they lie in OpenSearch, and back. */
final class OpenSearchDocuments {

    private OpenSearchDocuments() {}

    static Map<String, Object> source(IndexedPassage indexed) {
        Passage passage = indexed.passage();
        DocumentFacts facts = indexed.facts();
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("documentId", passage.documentId());
        source.put("ordinal", passage.ordinal());
        source.put("title", passage.title());
        source.put("headings", passage.headingPath());
        source.put("from", passage.from());
        source.put("to", passage.to());
        source.put("text", passage.text());
        source.put("tags", facts.tags());
        if (!facts.audience().isEmpty()) {
            source.put("audience", facts.audience());
        }
        source.put("place", passage.place().name());
        source.put("kind", facts.kind());
        source.put("owner", facts.owner());
        source.put("procedureId", facts.procedureId());
        source.put("hasSteps", facts.hasSteps());
        source.put("embeddingHash", passage.embeddingHash());
        source.put("embedding", OpenSearchQueries.values(indexed.vector()));
        return source;
    }

    static StoredPassage stored(JsonNode hit) {
        JsonNode source = hit.path("_source");
        return new StoredPassage(
                hit.path("_id").asText(),
                source.path("documentId").asText(),
                source.path("embeddingHash").asText(),
                vector(source.path("embedding")));
    }

    static Hit hit(JsonNode hit, IndexQuery.How how) {
        JsonNode source = hit.path("_source");
        Passage passage = new Passage(
                hit.path("_id").asText(),
                source.path("documentId").asText(),
                source.path("ordinal").asInt(),
                source.path("title").asText(),
                texts(source.path("headings")),
                Place.valueOf(source.path("place").asText(Place.LINE.name())),
                source.path("from").asInt(),
                source.path("to").asInt(),
                source.path("text").asText());
        DocumentFacts facts = new DocumentFacts(
                text(source.path("procedureId")),
                text(source.path("kind")),
                text(source.path("owner")),
                texts(source.path("tags")),
                texts(source.path("audience")),
                source.path("hasSteps").asBoolean());
        double score = hit.path("_score").asDouble();
        Double bm25 = number(hit.path("matched_queries").path(OpenSearchQueries.LEXICAL));
        return new Hit(passage, facts, score, bm25, cosine(score, bm25, how));
    }

    private static @Nullable Double cosine(double score, @Nullable Double bm25, IndexQuery.How how) {
        return switch (how) {
            case IndexQuery.ByWords words -> null;
            // Lucene scores cosine similarity as (1 + cos) / 2.
            case IndexQuery.ByMeaning meaning -> Math.clamp(2 * score - 1, -1.0, 1.0);
            case IndexQuery.ByBoth both -> Fusion.cosine(score, bm25);
        };
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Vector vector(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.get(i).asDouble(Double.NaN);
        }
        return Vector.of(values);
    }
}
