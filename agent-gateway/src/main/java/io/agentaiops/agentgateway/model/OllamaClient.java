package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The administrative side of Ollama: version, models, pulls. Chats go through {@link OllamaChat}. */
@ApplicationScoped
public class OllamaClient {

    /** Ollama did not do what was asked; the message says why, in words for people. */
    public static final class OllamaFailure extends Exception {
        private static final long serialVersionUID = 1L;

        OllamaFailure(String message) {
            super(message);
        }

        /** The reason; never null. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final OllamaConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient client;

    OllamaClient(OllamaConfig config, ObjectMapper json, Clock clock) {
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    /** Asks for everything that the platform wants to know; an Ollama that is not there is a state, not an error. */
    public OllamaState look() {
        String url = config.baseUrl().toString();
        try {
            String version = get("/api/version").path("version").asText("unknown");
            Set<String> loaded = new HashSet<>();
            get("/api/ps")
                    .path("models")
                    .forEach(model -> loaded.add(model.path("name").asText()));
            List<OllamaModel> models = new ArrayList<>();
            get("/api/tags").path("models").forEach(model -> models.add(model(model, loaded)));
            return new OllamaState(url, true, version, null, models, clock.instant());
        } catch (OllamaFailure e) {
            return new OllamaState(url, false, null, e.reason(), List.of(), clock.instant());
        }
    }

    /** Capabilities of a model, for an Ollama that does not list them with its tags. */
    public List<String> capabilities(String model) throws OllamaFailure {
        JsonNode shown = read(exchange(post("/api/show", Map.of("model", model), ANSWER_TIMEOUT)));
        List<String> capabilities = new ArrayList<>();
        shown.path("capabilities").forEach(capability -> capabilities.add(capability.asText()));
        return capabilities;
    }

    /** Downloads a model; returns when it is complete. Asking again goes on where it stopped. */
    public void pull(String model, Duration limit, Consumer<String> onStatus) throws OllamaFailure {
        HttpRequest request = post("/api/pull", Map.of("model", model, "stream", true), limit);
        try {
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            String last = "";
            try (Stream<String> lines = response.body()) {
                for (String line : (Iterable<String>) lines::iterator) {
                    JsonNode status = json.readTree(line);
                    if (status.hasNonNull("error")) {
                        throw new OllamaFailure(
                                "Ollama: " + status.path("error").asText());
                    }
                    last = status.path("status").asText();
                    onStatus.accept(last);
                }
            }
            if (!last.equals("success")) {
                throw new OllamaFailure("the download of " + model + " broke off after '" + last + "'");
            }
        } catch (IOException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OllamaFailure("interrupted");
        }
    }

    private static OllamaModel model(JsonNode node, Set<String> loaded) {
        List<String> capabilities = new ArrayList<>();
        node.path("capabilities").forEach(capability -> capabilities.add(capability.asText()));
        JsonNode details = node.path("details");
        return new OllamaModel(
                node.path("name").asText(),
                node.path("size").asLong(),
                textOrNull(node, "digest"),
                textOrNull(details, "family"),
                textOrNull(details, "parameter_size"),
                capabilities,
                loaded.contains(node.path("name").asText()));
    }

    private JsonNode get(String path) throws OllamaFailure {
        return read(exchange(request(path).timeout(ANSWER_TIMEOUT).GET().build()));
    }

    private HttpRequest post(String path, Map<String, Object> body, Duration limit) {
        return request(path)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.valueToTree(body).toString()))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(config.baseUrl().toString().replaceAll("/+$", "") + path));
    }

    private HttpResponse<String> exchange(HttpRequest request) throws OllamaFailure {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OllamaFailure("interrupted");
        }
    }

    private JsonNode read(HttpResponse<String> response) throws OllamaFailure {
        JsonNode body;
        try {
            body = json.readTree(response.body());
        } catch (IOException e) {
            throw new OllamaFailure("Ollama at " + config.baseUrl() + " did not answer with JSON");
        }
        if (response.statusCode() != 200) {
            throw new OllamaFailure("Ollama answered " + response.statusCode() + ": "
                    + body.path("error").asText("no reason given"));
        }
        return body;
    }

    private OllamaFailure failure(IOException e) {
        return new OllamaFailure(
                switch (e) {
                    case ConnectException refused -> "Ollama is not reachable at " + config.baseUrl();
                    case HttpTimeoutException late -> "Ollama at " + config.baseUrl() + " did not answer in time";
                    default -> "the connection to Ollama at " + config.baseUrl() + " broke: " + e.getMessage();
                });
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }
}
