package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * REST as a client sees it.
 *
 * @param base address of a service
 * @param key the API key; empty for none
 * @param patience how long an answer is waited for
 */
record Api(String base, String key, Duration patience) {

    /** Without the upgrade to HTTP/2, in which a long answer of Vert.x now and then is lost. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(String base, String key) {
        this(base, key, Duration.ofSeconds(90));
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param type media type
     * @param body text
     */
    record Answer(int status, String type, String body) {
        JsonNode json() {
            return Json.parse(body);
        }
    }

    int port() {
        return URI.create(base).getPort();
    }

    Answer get(String path) {
        return send(request(path, Map.of()).GET().build());
    }

    Answer post(String path, Object body, String... headers) {
        return postText(path, Json.text(body), headers);
    }

    Answer put(String path, Object body) {
        return send(request(path, Map.of("Content-Type", "application/json"))
                .PUT(HttpRequest.BodyPublishers.ofString(Json.text(body)))
                .build());
    }

    Answer delete(String path) {
        return send(request(path, Map.of()).DELETE().build());
    }

    /** The same service, for one who waits that long and no longer. */
    Api within(Duration limit) {
        return new Api(base, key, limit);
    }

    Answer postText(String path, String body, String... headers) {
        HttpRequest.Builder builder = request(path, Map.of("Content-Type", "application/json"))
                // A large body is announced first, so that a refusal is read and not lost with the connection.
                .expectContinue(body.length() > 1_000_000)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return send(builder.build());
    }

    /** The lines of a server-sent event stream, live; ends with the stream. */
    Stream<String> stream(String path, String body) {
        HttpRequest request = request(path, Map.of("Content-Type", "application/json", "Accept", "text/event-stream"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return lines(request);
    }

    /** The lines of a server-sent event stream that is read by GET. */
    Stream<String> follow(String path, String... headers) {
        HttpRequest.Builder builder =
                request(path, Map.of("Accept", "text/event-stream")).GET();
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return lines(builder.build());
    }

    /** Asks and waits for the answer. */
    JsonNode ask(String question, String mode) {
        Answer answer = post("/api/v1/queries", Map.of("text", question, "mode", mode), "Prefer", "wait=60");
        if (answer.status() != 200) {
            throw new IllegalStateException("asking was answered " + answer);
        }
        return answer.json();
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(patience);
        if (!key.isEmpty()) {
            builder.header("Authorization", "Bearer " + key);
        }
        headers.forEach(builder::header);
        return builder;
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> lines(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> events(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("event:"))
                .map(line -> line.substring("event:".length()).strip())
                .toList();
    }
}
