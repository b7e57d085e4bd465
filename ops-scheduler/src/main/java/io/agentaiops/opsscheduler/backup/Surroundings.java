package io.agentaiops.opsscheduler.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.TopicEnds;
import io.agentaiops.opsscheduler.archive.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is noted beside the data: where the topics end, and which models there were. */
@ApplicationScoped
class Surroundings {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicEnds topics;
    private final String ollama;
    private final ObjectMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Surroundings(
            TopicEnds topics,
            @ConfigProperty(name = "OLLAMA_BASE_URL", defaultValue = "http://127.0.0.1:11434") String ollama,
            ObjectMapper json) {
        this.topics = topics;
        this.ollama = ollama.strip().replaceFirst("/+$", "");
        this.json = json;
    }

    /** By topic and partition, the offset that the next message would get. */
    Map<String, Map<Integer, Long>> kafkaOffsets() throws IOException {
        return topics.read();
    }

    /** The models of Ollama; one that does not answer is no reason to have no backup. */
    Manifest.Models models() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(ollama + "/api/tags"))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                return new Manifest.Models(List.of(), "Ollama answered " + response.statusCode());
            }
            List<Manifest.Model> models = new ArrayList<>();
            for (JsonNode model : json.readTree(response.body()).path("models")) {
                models.add(new Manifest.Model(
                        model.path("name").asText(),
                        model.path("digest").asText(),
                        model.path("size").asLong()));
            }
            return new Manifest.Models(models, "");
        } catch (IOException | IllegalArgumentException e) {
            return new Manifest.Models(List.of(), "Ollama does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Manifest.Models(List.of(), "interrupted");
        }
    }
}
