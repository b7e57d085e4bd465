package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.model.OllamaFailure.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to an Ollama. Each call names the address; which one to ask is decided by {@link OllamaHosts}. */
@ApplicationScoped
public class OllamaClient {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOAD_TIMEOUT = Duration.ofMinutes(5);

    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient client;

    OllamaClient(OllamaConfig config, ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Asks for everything that the platform wants to know; an Ollama that is not there is a state, not an error. */
    public OllamaState look(String url) {
        try {
            String version = get(url, "/api/version").path("version").asText("unknown");
            Set<String> loaded = new HashSet<>();
            get(url, "/api/ps")
                    .path("models")
                    .forEach(model -> loaded.add(model.path("name").asText()));
            List<OllamaModel> models = StreamSupport.stream(
                            get(url, "/api/tags").path("models").spliterator(), false)
                    .map(model -> OllamaModel.of(model, loaded))
                    .toList();
            return new OllamaState(url, true, version, null, models, clock.instant());
        } catch (OllamaFailure e) {
            return new OllamaState(url, false, null, e.reason(), List.of(), clock.instant());
        }
    }

    /** What Ollama tells of one model: capabilities, parameters, template, details, {@code model_info}. */
    public JsonNode show(String url, String model) throws OllamaFailure {
        return post(url, "/api/show", Map.of("model", model), ANSWER_TIMEOUT);
    }

    /** The models in memory. */
    public JsonNode running(String url) throws OllamaFailure {
        return get(url, "/api/ps").path("models");
    }

    /** Brings a model into memory and keeps it there for that long, or throws it out with a zero. */
    public void load(String url, String model, String keepAlive) throws OllamaFailure {
        Map<String, Object> body = Map.of("model", model, "keep_alive", keepAlive(keepAlive), "stream", false);
        post(url, "/api/generate", body, LOAD_TIMEOUT);
    }

    /** Ollama takes seconds as a number and durations as text. */
    static Object keepAlive(String time) {
        return time.matches("-?\\d+") ? (Object) Long.valueOf(time) : time;
    }

    /** Deletes a model from the disk. */
    public void delete(String url, String model) throws OllamaFailure {
        HttpRequest request = request(url, "/api/delete")
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .method("DELETE", body(Map.of("model", model)))
                .build();
        exchange(url, request);
    }

    /** Downloads a model, line by line of progress; asking again goes on where it stopped. */
    public OllamaLines pull(String url, String model) throws OllamaFailure {
        return stream(url, "/api/pull", Map.of("model", model, "stream", true), Duration.ofSeconds(60));
    }

    /** Asks for a reply of many lines. The limit holds until the first byte; after that the reader decides. */
    public OllamaLines stream(String url, String path, Object body, Duration limit) throws OllamaFailure {
        HttpRequest request = request(url, path)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(body(body))
                .build();
        HttpResponse<InputStream> response = send(url, request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return new OllamaLines(response.body(), json);
        }
        try (InputStream in = response.body()) {
            String text = new String(in.readNBytes(8_192), StandardCharsets.UTF_8);
            throw OllamaFailure.of(response.statusCode(), error(text), retryAfter(response));
        } catch (IOException e) {
            throw OllamaFailure.of(response.statusCode(), "no reason given", retryAfter(response));
        }
    }

    private JsonNode get(String url, String path) throws OllamaFailure {
        return exchange(url, request(url, path).timeout(ANSWER_TIMEOUT).GET().build());
    }

    private JsonNode post(String url, String path, Object body, Duration limit) throws OllamaFailure {
        HttpRequest request = request(url, path)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(body(body))
                .build();
        return exchange(url, request);
    }

    private static HttpRequest.Builder request(String url, String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private HttpRequest.BodyPublisher body(Object body) {
        return BodyPublishers.ofString(json.valueToTree(body).toString());
    }

    private JsonNode exchange(String url, HttpRequest request) throws OllamaFailure {
        HttpResponse<String> response = send(url, request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw OllamaFailure.of(response.statusCode(), error(response.body()), retryAfter(response));
        }
        try {
            return Objects.requireNonNullElseGet(json.readTree(response.body()), json::createObjectNode);
        } catch (IOException e) {
            throw new OllamaFailure(Kind.REFUSED, "Ollama at " + url + " did not answer with JSON");
        }
    }

    private <T> HttpResponse<T> send(String url, HttpRequest request, BodyHandler<T> handler) throws OllamaFailure {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new OllamaFailure(
                    Kind.UNREACHABLE,
                    switch (e) {
                        case ConnectException refused -> "Ollama is not reachable at " + url;
                        case HttpTimeoutException late -> "Ollama at " + url + " did not answer in time";
                        default -> "the connection to Ollama at " + url + " broke: " + e.getMessage();
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OllamaFailure(Kind.UNREACHABLE, "interrupted");
        }
    }

    private String error(String body) {
        try {
            JsonNode node = json.readTree(body);
            return node == null ? "no reason given" : node.path("error").asText("no reason given");
        } catch (IOException e) {
            return "no reason given";
        }
    }

    /** {@code Retry-After} in seconds (RFC 9110, 10.2.3); a date is not worth reading here. */
    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }
}
