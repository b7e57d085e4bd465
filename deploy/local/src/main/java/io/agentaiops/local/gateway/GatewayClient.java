package io.agentaiops.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The gateway of one stack. */
public final class GatewayClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final String address;
    private final String key;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public GatewayClient(String address, String key) {
        this.address = address;
        this.key = key;
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** What the path names in that media type, as text. */
    public String text(String path, String mediaType) {
        HttpResponse<InputStream> response = send(
                request(path).header("Accept", mediaType).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            json(response);
        }
        try (InputStream in = response.body()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GatewayUnreachable("the gateway at " + address + " went away: " + e.getMessage(), e);
        }
    }

    /** Writes what the path names into a file. */
    public void download(String path, Path target) {
        HttpResponse<InputStream> response =
                send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            json(response);
        }
        try (InputStream in = response.body()) {
            Files.copy(in, target);
        } catch (IOException e) {
            throw new UncheckedIOException(target + " cannot be written: " + e.getMessage(), e);
        }
    }

    public JsonNode post(String path, Object body) {
        return json(send(posting(path, body).build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** A field of a form. */
    public record Field(String name, String value) {}

    /** Posts a form of these fields and the file, which is called {@code file} in it. */
    public JsonNode upload(String path, Path file, List<Field> fields) {
        String boundary = "aiops-" + UUID.randomUUID();
        StringBuilder head = new StringBuilder();
        for (Field field : fields) {
            head.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(boundary, field.name(), field.value()));
        }
        String name = String.valueOf(file.getFileName()).replaceAll("[\"\r\n]", "_");
        head.append("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                .formatted(boundary, name));
        try {
            HttpRequest request = request(path)
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(HttpRequest.BodyPublishers.concat(
                            HttpRequest.BodyPublishers.ofString(head.toString()),
                            HttpRequest.BodyPublishers.ofFile(file),
                            HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
                    .build();
            return json(send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Puts the body. */
    public JsonNode put(String path, Object body) {
        return json(send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(written(body))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream()));
    }

    public JsonNode delete(String path) {
        return json(send(request(path).DELETE().build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    /** Follows the events of what a path names, until the listener has had enough or the stream ends. */
    public void follow(String path, Predicate<ServerEvent> wantsMore) {
        events(request(path).header("Accept", "text/event-stream").GET().build(), wantsMore);
    }

    /** Posts, and follows the events that the answer consists of. */
    public void postAndFollow(String path, Object body, Predicate<ServerEvent> wantsMore) {
        events(posting(path, body).header("Accept", "text/event-stream").build(), wantsMore);
    }

    private void events(HttpRequest request, Predicate<ServerEvent> wantsMore) {
        HttpResponse<InputStream> response = send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            json(response);
        }
        try (InputStream in = response.body()) {
            ServerEvents.read(in, wantsMore);
        } catch (IOException e) {
            throw new GatewayUnreachable("the gateway at " + address + " went away: " + e.getMessage(), e);
        }
    }

    private HttpRequest.Builder posting(String path, Object body) {
        return request(path).header("Content-Type", "application/json").POST(written(body));
    }

    private static HttpRequest.BodyPublisher written(Object body) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + key);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new GatewayUnreachable(
                    "no gateway answers at " + address + "; start the platform with ./aiops up", e);
        } catch (IOException e) {
            throw new GatewayUnreachable("the gateway at " + address + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the gateway", e);
        }
    }

    private static JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (response.statusCode() >= 400) {
                throw refused(response.statusCode(), text);
            }
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway's answer cannot be read: " + e.getMessage(), e);
        }
    }

    private static RequestRefused refused(int status, String text) {
        try {
            JsonNode problem = JSON.readTree(text);
            StringBuilder message = new StringBuilder(
                    problem.path("detail").asText(problem.path("title").asText("HTTP " + status)));
            problem.path("errors")
                    .forEach(error -> message.append("\n  ")
                            .append(error.path("field").asText())
                            .append(": ")
                            .append(error.path("detail").asText()));
            return new RequestRefused(status, problem.path("code").asText(""), message.toString());
        } catch (JsonProcessingException e) {
            return new RequestRefused(status, "", "the gateway answered with HTTP status " + status);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
