package io.agentaiops.ragindexer.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model of Ollama's, by {@code POST /api/embed}; its digest is the one that {@code /api/tags} tells. Texts longer than
 * the model's context are cut by Ollama, which is what the bundled models do too.
 */
final class OllamaEmbedder implements Embedder {

    /** Texts in one request: Ollama works them off one after another, and a time limit is for all of them. */
    private static final int BATCH = 32;
    /** English text has about four characters in a token; Ollama does not tell how many it made. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private record Facts(String digest, int dimension) {}

    private final String name;
    private final EmbeddingConfig config;
    private final EmbeddingMetrics metrics;
    private final ObjectMapper json;
    private final QueryCache cache;
    private final HttpClient http;
    private volatile @Nullable Facts facts;

    OllamaEmbedder(String name, EmbeddingConfig config, EmbeddingMetrics metrics, ObjectMapper json) {
        this.name = name;
        this.config = config;
        this.metrics = metrics;
        this.json = json;
        this.cache = new QueryCache(config.cachedQueries());
        this.http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    }

    @Override
    public String model() {
        return Embedders.OLLAMA + name;
    }

    @Override
    public String digest() {
        return facts().digest();
    }

    @Override
    public int dimension() {
        return facts().dimension();
    }

    /** Asked only once it has answered: a search must not wait for an Ollama that is away. */
    @Override
    public boolean isReady() {
        return facts != null;
    }

    @Override
    public int tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    @Override
    public List<Vector> embed(List<String> texts) {
        String prefix = config.passagePrefix().orElse("");
        List<Vector> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(texts.size(), from + BATCH)).stream()
                    .map(prefix::concat)
                    .toList();
            vectors.addAll(metrics.embed(batch.size(), () -> ask(batch)));
        }
        return vectors;
    }

    @Override
    public Vector embedQuery(String text) {
        Optional<Vector> known = cache.find(text);
        metrics.query(known.isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        Vector vector = ask(List.of(config.queryPrefix().orElse("") + text)).getFirst();
        cache.keep(text, vector);
        return vector;
    }

    private Facts facts() {
        Facts known = facts;
        if (known == null) {
            known = new Facts(askDigest(), ask(List.of("dimension")).getFirst().dimension());
            facts = known;
        }
        return known;
    }

    private String askDigest() {
        JsonNode models = send(HttpRequest.newBuilder(uri("/api/tags")).GET()).path("models");
        for (JsonNode model : models) {
            String listed = model.path("name").asText();
            if (listed.equals(name) || listed.equals(name + ":latest")) {
                String digest = model.path("digest").asText();
                return digest.substring(0, Math.min(16, digest.length()));
            }
        }
        throw new EmbeddingUnavailable("Ollama does not have the model " + name + ": ollama pull " + name, null);
    }

    private List<Vector> ask(List<String> texts) {
        String body = json.valueToTree(Map.of("model", name, "input", texts, "truncate", true))
                .toString();
        JsonNode answer = send(HttpRequest.newBuilder(uri("/api/embed"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        List<Vector> vectors = new ArrayList<>();
        answer.path("embeddings").forEach(values -> vectors.add(checked(vector(values))));
        if (vectors.size() != texts.size()) {
            throw new EmbeddingUnavailable(
                    "Ollama gave " + vectors.size() + " vectors for " + texts.size() + " texts", null);
        }
        return vectors;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.timeout(config.ollamaTimeout()).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new EmbeddingUnavailable(
                        "Ollama answered " + response.statusCode() + " for the model " + name + ": "
                                + reason(response.body()),
                        null);
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new EmbeddingUnavailable("Ollama does not answer at " + config.ollamaUrl() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable("interrupted while Ollama embeds", e);
        }
    }

    /** Ollama's own words, when there are any. */
    private String reason(byte[] body) {
        try {
            return json.readTree(body).path("error").asText();
        } catch (IOException e) {
            return "no reason given";
        }
    }

    /** The model's name may mean another model by now: its vectors must not get into an index of the first one. */
    private Vector checked(Vector vector) {
        Facts known = facts;
        if (!vector.isFinite()) {
            throw new EmbeddingUnavailable("Ollama gave values that are not numbers for the model " + name, null);
        }
        if (known != null && vector.dimension() != known.dimension()) {
            throw new EmbeddingUnavailable(
                    "Ollama's " + name + " gave vectors of dimension " + vector.dimension() + " instead of "
                            + known.dimension() + ": it has become another model; restart the service",
                    null);
        }
        return vector;
    }

    private URI uri(String path) {
        return URI.create(config.ollamaUrl().replaceAll("/+$", "") + path);
    }

    /** Some models of Ollama's are not of length one; the index compares by angle, so it makes no difference to it. */
    private static Vector vector(JsonNode values) {
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) values.get(i).asDouble(Double.NaN);
        }
        return Vector.of(vector).normalised();
    }
}
