package io.agentaiops.toolrunner.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the other services for JSON. Blocking: for virtual threads, outside of transactions. */
@ApplicationScoped
public class GatewayClient {

    private static final int OK = 200;

    private final PeerConfig config;
    private final ObjectMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    GatewayClient(PeerConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /**
     * What the owner of the path answers.
     *
     * @param path beginning with {@code /api/v1/}
     * @throws IOException when it cannot be asked or does not answer as it should; the message says what to do
     */
    public JsonNode get(String path, Map<String, String> query, Duration timeout)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path, query))
                .timeout(timeout.compareTo(config.timeout()) < 0 ? timeout : config.timeout())
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + key())
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new IOException("agent-gateway did not answer in time", e);
        } catch (ConnectException e) {
            throw new IOException("agent-gateway is not reached at " + config.gateway(), e);
        }
        if (response.statusCode() != OK) {
            throw new IOException("agent-gateway answered HTTP " + response.statusCode() + detail(response.body()));
        }
        return json.readTree(response.body());
    }

    private URI uri(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return URI.create(config.gateway().toString().replaceAll("/+$", "") + path + "?" + parameters);
    }

    /** Read anew each time: keys are rotated. */
    private String key() throws IOException {
        String file = config.keyFile()
                .orElseThrow(() -> new IOException("no key for agent-gateway: AIOPS_TOOL_RUNNER_KEY_FILE is not set"));
        return Files.readString(Path.of(file)).strip();
    }

    private String detail(String body) {
        try {
            return Optional.of(json.readTree(body).path("detail").asText())
                    .filter(text -> !text.isBlank())
                    .map(text -> ": " + text)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
