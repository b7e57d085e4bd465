package io.agentaiops.ragindexer.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One model of Ollama's over HTTP. Every method throws {@link EmbeddingUnavailable} when it cannot be had. */
final class OllamaModel {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** For what Ollama knows without loading a model. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final Pattern NUM_CTX = Pattern.compile("(?m)^\\s*num_ctx\\s+(\\d+)\\s*$");

    private final String name;
    private final String url;
    private final Duration patience;
    private final ObjectMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** @param patience how long an answer is listened for, although nobody waits for it any more */
    OllamaModel(String name, String url, Duration patience, ObjectMapper json) {
        this.name = name;
        this.patience = patience;
        this.url = url.replaceAll("/+$", "");
        this.json = json;
    }

    /** What Ollama calls this very version of the model. */
    String digest() {
        JsonNode models = read(get("/api/tags"), AT_ONCE).path("models");
        for (JsonNode model : models) {
            String listed = model.path("name").asText();
            if (listed.equals(name) || listed.equals(name + ":latest")) {
                String digest = model.path("digest").asText();
                return digest.substring(0, Math.min(16, digest.length()));
            }
        }
        throw new EmbeddingUnavailable("Ollama does not have the model " + name + ": ollama pull " + name, null);
    }

    /** Tokens that the model reads at once: as it was trained, or as it was told to where that is less; none if unknown. */
    OptionalInt window() {
        HttpResponse<byte[]> response = send(post("/api/show", Map.of("model", name)), AT_ONCE);
        if (response.statusCode() != 200) {
            return OptionalInt.empty();
        }
        JsonNode shown = tree(response.body());
        JsonNode info = shown.path("model_info");
        int trained = info.path(info.path("general.architecture").asText() + ".context_length")
                .asInt();
        Matcher told = NUM_CTX.matcher(shown.path("parameters").asText());
        int set = told.find() ? Integer.parseInt(told.group(1)) : 0;
        int window = trained > 0 && set > 0 ? Math.min(trained, set) : Math.max(trained, set);
        return window > 0 ? OptionalInt.of(window) : OptionalInt.empty();
    }

    /** The vectors of the texts; empty when one of them is longer than the model reads at once. */
    Optional<List<Vector>> embed(List<String> texts, Duration atMost) {
        // Never cut in silence: what is too long is refused, and embedded in parts.
        HttpResponse<byte[]> response =
                send(post("/api/embed", Map.of("model", name, "input", texts, "truncate", false)), atMost);
        if (response.statusCode() != 200 && isTooLong(response)) {
            return Optional.empty();
        }
        List<Vector> vectors = new ArrayList<>();
        read(response).path("embeddings").forEach(values -> vectors.add(vector(values)));
        if (vectors.size() != texts.size()) {
            throw new EmbeddingUnavailable(
                    "Ollama gave " + vectors.size() + " vectors for " + texts.size() + " texts", null);
        }
        if (!vectors.stream().allMatch(Vector::isFinite)) {
            throw new EmbeddingUnavailable("Ollama gave values that are not numbers for the model " + name, null);
        }
        return Optional.of(vectors);
    }

    /** Some models of Ollama's are not of length one; the index compares by angle, so it makes no difference to it. */
    private static Vector vector(JsonNode values) {
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) values.get(i).asDouble(Double.NaN);
        }
        return Vector.of(vector).normalised();
    }

    private boolean isTooLong(HttpResponse<byte[]> response) {
        String reason = reason(response).toLowerCase(Locale.ROOT);
        return reason.contains("context length") || reason.contains("context size");
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).GET();
    }

    private HttpRequest.Builder post(String path, Map<String, Object> body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.valueToTree(body).toString()));
    }

    private JsonNode read(HttpRequest.Builder request, Duration atMost) {
        return read(send(request, atMost));
    }

    private JsonNode read(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new EmbeddingUnavailable(
                    "Ollama answered " + response.statusCode() + " for the model " + name + ": " + reason(response),
                    null);
        }
        return tree(response.body());
    }

    private JsonNode tree(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new EmbeddingUnavailable("Ollama did not answer in JSON: " + e, e);
        }
    }

    /** Ollama's own words, when there are any. */
    private String reason(HttpResponse<byte[]> response) {
        try {
            return json.readTree(response.body()).path("error").asText();
        } catch (IOException e) {
            return "no reason given";
        }
    }

    /**
     * The limit is for the whole answer: that of a request ends with the head of it. The request goes on when it is over, for
     * Ollama stops loading a model when nobody listens any more, and would begin anew with each question.
     */
    private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration atMost) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.timeout(patience).build(), BodyHandlers.ofByteArray());
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new EmbeddingUnavailable("Ollama did not answer within " + atMost.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new EmbeddingUnavailable("Ollama does not answer at " + url + ": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable("interrupted while Ollama embeds", e);
        }
    }
}
