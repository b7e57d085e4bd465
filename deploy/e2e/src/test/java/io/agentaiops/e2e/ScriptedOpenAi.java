package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The endpoints by which an Ollama answers clients of OpenAI, for one scripted model. */
final class ScriptedOpenAi implements HttpHandler {

    private static final String MODEL = "scripted:latest";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        JsonNode request = Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                .transform(body -> body.isEmpty() ? "{}" : body));
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v1/models")) {
            Map<String, Object> model = Map.of("id", MODEL, "object", "model", "created", 1, "owned_by", "library");
            reply(exchange, 200, Map.of("object", "list", "data", List.of(model)));
        } else if (!request.path("model").asText().startsWith("scripted")) {
            Map<String, Object> error = Map.of("message", "model \"nobody\" not found", "type", "not_found_error");
            reply(exchange, 404, Map.of("error", error));
        } else if (path.equals("/v1/embeddings")) {
            Map<String, Object> data = Map.of("object", "embedding", "index", 0, "embedding", List.of(0.1, 0.2, 0.3));
            reply(exchange, 200, Map.of("object", "list", "model", MODEL, "data", List.of(data)));
        } else {
            stream(exchange, request.has("tools"));
        }
    }

    private static void stream(HttpExchange exchange, boolean tools) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (tools) {
                Map<String, Object> function = Map.of("name", "weather", "arguments", "{\"city\":\"Rome\"}");
                Map<String, Object> call = Map.of("id", "c1", "index", 0, "type", "function", "function", function);
                write(out, chunk(Map.of("role", "assistant", "tool_calls", List.of(call)), "tool_calls"));
            } else {
                for (String token : ScriptedOllama.ANSWER) {
                    write(out, chunk(Map.of("content", token), null));
                }
                write(out, chunk(Map.of(), "stop"));
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, Object> chunk(Map<String, Object> delta, @Nullable String finish) {
        Map<String, Object> choice = finish == null
                ? Map.of("index", 0, "delta", delta)
                : Map.of("index", 0, "delta", delta, "finish_reason", finish);
        return Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion.chunk",
                "created",
                1,
                "model",
                MODEL,
                "choices",
                List.of(choice));
    }

    private static void write(OutputStream out, Map<String, Object> chunk) throws IOException {
        out.write(("data: " + Json.text(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void reply(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = Json.text(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
