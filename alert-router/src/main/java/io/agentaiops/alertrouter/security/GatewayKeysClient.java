package io.agentaiops.alertrouter.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Asks agent-gateway whose an API key is. */
@ApplicationScoped
class GatewayKeysClient {

    private final GatewayConfig config;
    private final ObjectMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    GatewayKeysClient(GatewayConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** Throws {@link IOException} when the gateway can't be asked or does not answer properly. */
    KeyVerdict introspect(String key) throws IOException {
        Path keyFile = config.keyFile().orElseThrow(() -> new IOException("aiops.gateway.key-file is not configured"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(config.url() + "/api/v1/keys/introspect"))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + Files.readString(keyFile).strip())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("key", key))))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("agent-gateway answered HTTP " + response.statusCode());
            }
            return json.readValue(response.body(), KeyVerdict.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
