package io.agentaiops.agentgateway.testing;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of Ollama's streams, as they are on the wire. */
final class OllamaWire {

    private OllamaWire() {}

    static JsonObject body(HttpExchange exchange) throws IOException {
        return new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    static JsonObject function(String tool, Object arguments) {
        return new JsonObject()
                .put("function", new JsonObject().put("name", tool).put("arguments", arguments));
    }

    static List<JsonObject> lines(String model, List<String> tokens) {
        return tokens.stream()
                .map(token ->
                        line(model, new JsonObject().put("role", "assistant").put("content", token)))
                .toList();
    }

    static JsonObject line(String model, JsonObject message) {
        return new JsonObject()
                .put("model", model)
                .put("created_at", "2026-01-05T10:15:30.123456789Z")
                .put("message", message)
                .put("done", false);
    }

    static JsonObject end(JsonObject request) {
        int prompt = request.getJsonArray("messages").encode().length() / OllamaServer.CHARS_PER_TOKEN;
        return line(
                        request.getString("model"),
                        new JsonObject().put("role", "assistant").put("content", ""))
                .put("done", true)
                .put("done_reason", "stop")
                .put("total_duration", 4_883_583_458L)
                .put("load_duration", 1_334_875L)
                .put("prompt_eval_count", prompt)
                .put("prompt_eval_duration", 342_546_000L)
                .put("eval_count", 12)
                .put("eval_duration", 4_535_599_000L);
    }

    static void stream(HttpExchange exchange, List<JsonObject> lines, JsonObject last) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (JsonObject line : lines) {
                write(out, line);
            }
            write(out, last);
        }
    }

    static void write(OutputStream out, JsonObject line) throws IOException {
        out.write((line.encode() + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A line of a download. */
    static void layer(OutputStream out, int completed) throws IOException {
        write(
                out,
                new JsonObject()
                        .put("status", "pulling 0123456789ab")
                        .put("digest", "sha256:0123456789ab")
                        .put("total", 1_000)
                        .put("completed", completed));
    }
}
