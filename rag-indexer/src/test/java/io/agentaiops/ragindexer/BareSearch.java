package io.agentaiops.ragindexer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.ragindexer.embedding.Embedder;
import io.agentaiops.ragindexer.embedding.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** What a program does that wants nothing but the answer: one embedding, and OpenSearch's own hybrid query fused by rank. */
final class BareSearch {

    private static final String PIPELINE = """
            {"phase_results_processors": [
              {"score-ranker-processor": {"combination": {"technique": "rrf", "rank_constant": 60}}}]}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    BareSearch() {
        send(HttpRequest.newBuilder(URI.create(hosts() + "/_search/pipeline/bench-hybrid"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(PIPELINE)));
    }

    private static String hosts() {
        return "http://" + ConfigProvider.getConfig().getValue("OPENSEARCH_HOSTS", String.class);
    }

    String search(Embedder embedder, String question) {
        Vector vector = embedder.embed(List.of(question)).getFirst();
        float[] values = new float[vector.dimension()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.at(i);
        }
        Map<String, Object> knn = Map.of("knn", Map.of("embedding", Map.of("vector", values, "k", 50)));
        List<String> fields = List.of("title^3", "headings^2", "tags.words^2", "text");
        Map<String, Object> words =
                Map.of("multi_match", Map.of("query", question, "fields", fields, "tie_breaker", 0.4));
        Map<String, Object> body = Map.of(
                "size",
                8,
                "_source",
                List.of("documentId", "title", "headings", "text"),
                "query",
                Map.of("hybrid", Map.of("queries", List.of(words, knn))));
        try {
            return send(HttpRequest.newBuilder(URI.create(hosts() + "/knowledge/_search?search_pipeline=bench-hybrid"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
