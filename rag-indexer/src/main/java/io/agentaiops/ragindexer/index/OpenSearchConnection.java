package io.agentaiops.ragindexer.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.eventbus.search.OpenSearchAccess;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON over HTTP to OpenSearch, by the client of the JDK: OpenSearch's own sends a request with a vector in such portions
 * that each search waits 40 ms for an acknowledgement. Knows nothing of passages.
 */
@ApplicationScoped
class OpenSearchConnection {

    private static final String JSON = "application/json; charset=UTF-8";
    private static final String LINES = "application/x-ndjson; charset=UTF-8";

    private final ObjectMapper json;
    private final List<URI> hosts;
    private final OpenSearchAccess access;
    private final Duration responseTimeout;
    private final HttpClient client;
    private final TraceContext traces;
    /** The host that answered last. */
    private volatile int current;

    OpenSearchConnection(OpenSearchConfig config, OpenSearchAccess access, ObjectMapper json, TraceContext traces) {
        this.traces = traces;
        this.json = json;
        this.hosts = config.hosts().stream().map(OpenSearchAccess::node).toList();
        this.access = access;
        this.responseTimeout = config.responseTimeout();
        this.client = access.client().connectTimeout(config.connectTimeout()).build();
    }

    /** Answers what OpenSearch answers; empty when there is no such thing. */
    Optional<JsonNode> find(String method, String endpoint, @Nullable Object body) {
        return send(method, endpoint, JSON, body == null ? new byte[0] : bytes(body));
    }

    /** Answers what OpenSearch answers to something that is there. */
    JsonNode send(String method, String endpoint, @Nullable Object body) {
        return find(method, endpoint, body)
                .orElseThrow(() -> new IndexUnavailable(endpoint + " does not exist yet", null));
    }

    /** Sends lines of JSON. */
    JsonNode sendLines(String endpoint, byte[] lines) {
        return send("POST", endpoint, LINES, lines)
                .orElseThrow(() -> new IndexUnavailable(endpoint + " does not exist yet", null));
    }

    byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }

    private Optional<JsonNode> send(String method, String endpoint, String type, byte[] body) {
        if (!Span.current().getSpanContext().isValid()) {
            // What nobody asked for, such as looking after the index, is no trace of its own.
            return sendSomewhere(method, endpoint, type, body);
        }
        Span span = traces.startPart("opensearch " + method, SpanKind.CLIENT)
                .setAttribute("db.system.name", "opensearch")
                .setAttribute("http.request.method", method);
        try (Scope ignored = span.makeCurrent()) {
            return sendSomewhere(method, endpoint, type, body);
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    /** Asks one host after the other until one answers; asking again does no harm, for whatever is written has its id. */
    private Optional<JsonNode> sendSomewhere(String method, String endpoint, String type, byte[] body) {
        int first = current;
        IOException problem = new IOException("no host is configured");
        for (int i = 0; i < hosts.size(); i++) {
            int host = (first + i) % hosts.size();
            try {
                HttpResponse<byte[]> response =
                        client.send(request(hosts.get(host), method, endpoint, type, body), BodyHandlers.ofByteArray());
                current = host;
                return read(method + " " + endpoint, response);
            } catch (IOException e) {
                problem = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IndexUnavailable("interrupted while OpenSearch was asked", e);
            }
        }
        throw new IndexUnavailable("OpenSearch cannot be reached: " + problem, problem);
    }

    private HttpRequest request(URI host, String method, String endpoint, String type, byte[] body) {
        return access.request(host.resolve(endpoint))
                .timeout(responseTimeout)
                .header("Content-Type", type)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    private Optional<JsonNode> read(String request, HttpResponse<byte[]> response) throws IOException {
        byte[] body = response.body();
        JsonNode answer = body.length == 0 ? json.createObjectNode() : json.readTree(body);
        int status = response.statusCode();
        if (status == 404) {
            return Optional.empty();
        }
        if (status == 429 || status >= 500) {
            throw IndexUnavailable.answered(request + ": " + status + " " + reason(answer));
        }
        if (status >= 400) {
            throw new IndexRefusal(request + ": " + status + " " + reason(answer));
        }
        return Optional.of(answer);
    }

    private static String reason(JsonNode answer) {
        JsonNode cause = answer.path("error").path("root_cause").path(0).path("reason");
        return cause.isMissingNode() ? answer.path("error").toString() : cause.asText();
    }
}
