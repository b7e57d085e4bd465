package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** An MCP server with one tool that changes something, which it counts. */
final class EffectServer implements AutoCloseable {

    /** As tool-runner calls it. */
    static final String TOOL = "effects__bump";

    private static final String JSON = "application/json";

    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final Path settings;
    private final HttpServer server;

    EffectServer(Stack stack) {
        settings = stack.home().resolve("config/mcp.yaml");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/mcp", this::take);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            Files.writeString(settings, """
                    servers:
                      effects:
                        url: http://127.0.0.1:%d/mcp
                        timeout-seconds: 10
                    """.formatted(server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long count(String nonce) {
        return counts.getOrDefault(nonce, 0L);
    }

    private void take(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.sendResponseHeaders(405, -1);
            exchange.close();
            return;
        }
        JsonNode request = Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!request.has("id")) {
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
            return;
        }
        Object result = switch (request.path("method").asText()) {
            case "initialize" ->
                Map.of(
                        "protocolVersion",
                        request.at("/params/protocolVersion").asText(),
                        "capabilities",
                        Map.of("tools", Map.of()),
                        "serverInfo",
                        Map.of("name", "effects", "version", "1"));
            case "tools/list" -> Map.of("tools", List.of(tool()));
            case "tools/call" -> called(request.at("/params/arguments/nonce").asText());
            default -> Map.of();
        };
        byte[] body = Json.text(Map.of("jsonrpc", "2.0", "id", request.get("id"), "result", result))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", JSON);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Object called(String nonce) {
        counts.merge(nonce, 1L, Long::sum);
        return Map.of("content", List.of(Map.of("type", "text", "text", "counted " + nonce)), "isError", false);
    }

    private static Map<String, Object> tool() {
        return Map.of(
                "name",
                "bump",
                "description",
                "Counts one more.",
                "inputSchema",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("nonce", Map.of("type", "string")),
                        "required",
                        List.of("nonce")));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.stop(0);
    }
}
