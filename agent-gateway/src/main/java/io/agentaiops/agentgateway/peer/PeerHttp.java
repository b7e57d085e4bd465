package io.agentaiops.agentgateway.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventbus.access.CallerAddress;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Asks the other services for JSON, blocking: call it on virtual threads only, and never inside a transaction. */
@ApplicationScoped
public class PeerHttp {

    private final PeerConfig config;
    private final PeerTokens tokens;
    private final ObjectMapper json;
    private final OpenTelemetry telemetry;
    private final CallerAddress address;
    private final HttpClient client;

    PeerHttp(PeerConfig config, PeerTokens tokens, ObjectMapper json, OpenTelemetry telemetry, CallerAddress address) {
        this.config = config;
        this.tokens = tokens;
        this.json = json;
        this.telemetry = telemetry;
        this.address = address;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** What the peer holds at that path, or empty when it says that there is no such thing. */
    public Optional<JsonNode> get(Peer peer, String path, Map<String, String> query, Caller caller)
            throws PeerUnavailable {
        return read(peer, send(peer, request(peer, path, query, caller)));
    }

    /**
     * What the peer answers to that JSON, or empty when it says that there is no such path. A peer that can answer later
     * is asked to answer within the limit (RFC 7240).
     */
    public Optional<JsonNode> post(Peer peer, String path, JsonNode body, Caller caller, Duration limit)
            throws PeerUnavailable {
        HttpRequest.Builder request = request(peer, path, Map.of(), caller)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=" + Math.max(1, limit.toSeconds() - 1))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        return read(peer, send(peer, request));
    }

    /** Sends JSON and takes whatever comes back, errors included; only silence is an exception. */
    public PeerReply exchange(
            Peer peer, String path, JsonNode body, Map<String, String> headers, Duration limit, Caller caller)
            throws PeerUnavailable {
        HttpRequest.Builder request = request(peer, path, Map.of(), caller)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        HttpResponse<String> response = send(peer, request);
        try {
            return new PeerReply(response.statusCode(), json.readTree(response.body()));
        } catch (JsonProcessingException e) {
            throw new PeerUnavailable(peer.service() + " did not answer with JSON", e);
        }
    }

    private HttpRequest.Builder request(Peer peer, String path, Map<String, String> query, Caller caller) {
        return HttpRequest.newBuilder(uri(peer, path, query))
                .timeout(config.answerTimeout())
                .header("Accept", "application/json")
                .header("Authorization", tokens.bearer(caller, address.current()));
    }

    private HttpResponse<String> send(Peer peer, HttpRequest.Builder request) throws PeerUnavailable {
        if (!Span.current().getSpanContext().isValid()) {
            // What the gateway asks all the time for its status is no trace of its own.
            return send(peer, request.build());
        }
        Span span = telemetry
                .getTracer("io.agentaiops")
                .spanBuilder("ask " + peer.service())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("server.address", peer.service())
                .startSpan();
        try (Scope ignored = span.makeCurrent()) {
            HttpResponse<String> response = send(peer, traced(request).build());
            span.setAttribute("http.response.status_code", response.statusCode());
            return response;
        } catch (PeerUnavailable e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private HttpRequest.Builder traced(HttpRequest.Builder request) {
        telemetry.getPropagators().getTextMapPropagator().inject(Context.current(), request, (to, name, value) -> {
            if (to != null) {
                to.header(name, value);
            }
        });
        return request;
    }

    private HttpResponse<String> send(Peer peer, HttpRequest request) throws PeerUnavailable {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerUnavailable("waiting for " + peer.service() + " was interrupted", e);
        } catch (HttpTimeoutException e) {
            throw new PeerUnavailable(peer.service() + " did not answer in time", e);
        } catch (ConnectException e) {
            throw new PeerUnavailable(peer.service() + " is not reachable at " + config.addressOf(peer), e);
        } catch (IOException e) {
            throw new PeerUnavailable("the connection to " + peer.service() + " broke: " + e.getMessage(), e);
        }
    }

    private Optional<JsonNode> read(Peer peer, HttpResponse<String> response) throws PeerUnavailable {
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() / 100 != 2) {
            throw new PeerUnavailable(peer.service() + " answered " + response.statusCode() + detail(response.body()));
        }
        try {
            return Optional.of(json.readTree(response.body()));
        } catch (JsonProcessingException e) {
            throw new PeerUnavailable(peer.service() + " did not answer with JSON", e);
        }
    }

    private String detail(String body) {
        try {
            String detail = json.readTree(body).path("detail").asText();
            return detail.isBlank() ? "" : ": " + detail;
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private URI uri(Peer peer, String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        String base = config.addressOf(peer).toString().replaceAll("/+$", "");
        return URI.create(base + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    /** The text as part of a URI. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
