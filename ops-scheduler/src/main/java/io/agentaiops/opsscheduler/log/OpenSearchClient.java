package io.agentaiops.opsscheduler.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.search.OpenSearchAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * OpenSearch over its REST interface. The few calls that this service needs are not worth a client library's class path. The
 * nodes are tried in turn.
 */
@ApplicationScoped
public class OpenSearchClient {

    private static final int OK_BELOW = 300;

    private final List<URI> nodes;
    private final Duration timeout;
    private final ObjectMapper json;
    private final OpenSearchAccess access;
    private final HttpClient http;

    OpenSearchClient(LogConfig config, OpenSearchAccess access, ObjectMapper json) {
        this.nodes = config.hosts().stream().map(OpenSearchAccess::node).toList();
        this.access = access;
        this.http = access.client().connectTimeout(Duration.ofSeconds(5)).build();
        this.timeout = config.timeout();
        this.json = json;
    }

    /** The nodes, for messages to people. */
    String where() {
        return String.join(", ", nodes.stream().map(URI::getAuthority).toList());
    }

    /**
     * Sends a request and reads the JSON that it is answered with.
     *
     * @param contentType of the body, {@code application/json} or {@code application/x-ndjson}
     * @throws IOException when no node answers, or the answer is an error
     */
    public JsonNode send(String method, String path, String contentType, String body) throws IOException {
        IOException last = new IOException("no OpenSearch node is configured");
        for (URI node : nodes) {
            try {
                return exchange(node.resolve(path), method, contentType, body);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private JsonNode exchange(URI uri, String method, String contentType, String body) throws IOException {
        HttpRequest request = access.request(uri)
                .timeout(timeout)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() >= OK_BELOW) {
                throw new IOException("OpenSearch answered " + response.statusCode() + ": "
                        + answer.path("error").path("reason").asText(answer.toString()));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
