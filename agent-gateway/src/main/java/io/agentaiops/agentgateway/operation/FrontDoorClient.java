package io.agentaiops.agentgateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks as users do: over REST, at the gateway's own address, with a key. */
@ApplicationScoped
class FrontDoorClient {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final FrontDoorConfig config;
    private final ObjectMapper json;

    FrontDoorClient(FrontDoorConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** Whether there is an address and a key to ask with. */
    boolean isThere() {
        return config.address().isPresent() && config.keyFile().isPresent();
    }

    /**
     * The answer, or empty when there is none in time.
     *
     * @param id the question is asked once under it
     * @throws IOException when the door is shut: nobody listens, or the key is not taken
     */
    Optional<Answered> ask(String question, String id, Duration limit) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(config.address().orElseThrow() + "/api/v1/queries"))
                .timeout(limit.plusSeconds(2))
                .header("Authorization", "Bearer " + key())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Idempotency-Key", id)
                .header("Prefer", "wait=" + Math.max(1, limit.toSeconds()))
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("text", question))))
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return read(response);
        } catch (HttpTimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the question was answered", e);
        }
    }

    private Optional<Answered> read(HttpResponse<String> response) throws IOException {
        return switch (response.statusCode()) {
            case OK -> {
                JsonNode run = json.readTree(response.body());
                yield Optional.of(Answered.of(run));
            }
            case ACCEPTED -> Optional.empty();
            default -> throw new IOException("POST /api/v1/queries with a key answered " + response.statusCode());
        };
    }

    private String key() throws IOException {
        return Files.readString(Path.of(config.keyFile().orElseThrow())).strip();
    }
}
