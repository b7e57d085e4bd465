package io.agentaiops.agentgateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * An Ollama without a model: version, tags, ps, show and chat with the wire format of the real one. Replies to chats
 * are scripted, one for each turn.
 */
public final class OllamaServer {

    /** One turn of the scripted model. */
    public sealed interface Turn {
        /** Says these tokens and ends well. */
        record Says(List<String> tokens) implements Turn {}

        /** Asks for a tool. */
        record Calls(String tool, JsonObject arguments) implements Turn {}

        /** Says these tokens, then reports an error inside the stream, whose status is already 200. */
        record Breaks(List<String> tokens, String error) implements Turn {}

        /** Refuses with that status. */
        record Refuses(int status, String error) implements Turn {}
    }

    private static final String MODEL = "test-model:latest";

    private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();
    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private volatile boolean up;

    OllamaServer(int port) throws IOException {
        // Finds its JSON codec by the class loader of the thread that comes first: that must be the test's.
        JsonObject.of("ready", true).encode();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/version", exchange -> json(exchange, new JsonObject().put("version", "0.12.3")));
        server.createContext(
                "/api/tags", exchange -> json(exchange, models(new JsonObject().put("size", 2_019_393_189L))));
        server.createContext("/api/ps", exchange -> json(exchange, models(new JsonObject().put("size_vram", 0))));
        server.createContext(
                "/api/show",
                exchange -> json(exchange, new JsonObject().put("capabilities", JsonArray.of("completion", "tools"))));
        server.createContext("/api/chat", this::chat);
        server.start();
    }

    /** Answers from now on, with these turns. */
    public void plays(Turn... script) {
        turns.clear();
        requests.clear();
        turns.addAll(List.of(script));
        up = true;
    }

    /** Answers nothing from now on. */
    public void isDown() {
        up = false;
        turns.clear();
    }

    /** The chat requests since the script began. */
    public List<JsonObject> requests() {
        return new ArrayList<>(requests);
    }

    private static JsonObject models(JsonObject more) {
        return new JsonObject()
                .put(
                        "models",
                        JsonArray.of(new JsonObject()
                                .put("name", MODEL)
                                .put("model", MODEL)
                                .put("digest", "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72")
                                .put(
                                        "details",
                                        new JsonObject().put("family", "llama").put("parameter_size", "3.2B"))
                                .mergeIn(more)));
    }

    private void json(HttpExchange exchange, JsonObject body) throws IOException {
        if (up) {
            PeerServer.answer(exchange, 200, body.encode());
        } else {
            PeerServer.answer(exchange, 503, "{\"error\":\"server busy\"}");
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        requests.add(new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Turn turn = turns.poll();
        switch (turn) {
            case null -> PeerServer.answer(exchange, 500, "{\"error\":\"the script is over\"}");
            case Turn.Refuses refuses ->
                PeerServer.answer(
                        exchange,
                        refuses.status(),
                        new JsonObject().put("error", refuses.error()).encode());
            case Turn.Says says -> stream(exchange, lines(says.tokens()), end());
            case Turn.Breaks breaks ->
                stream(exchange, lines(breaks.tokens()), new JsonObject().put("error", breaks.error()));
            case Turn.Calls calls -> {
                JsonObject function = new JsonObject().put("name", calls.tool()).put("arguments", calls.arguments());
                JsonObject message = new JsonObject()
                        .put("role", "assistant")
                        .put("content", "")
                        .put("tool_calls", JsonArray.of(new JsonObject().put("function", function)));
                stream(exchange, List.of(line(message)), end());
            }
        }
    }

    private static List<JsonObject> lines(List<String> tokens) {
        return tokens.stream()
                .map(token -> line(new JsonObject().put("role", "assistant").put("content", token)))
                .toList();
    }

    private static JsonObject line(JsonObject message) {
        return new JsonObject()
                .put("model", MODEL)
                .put("created_at", "2026-01-05T10:15:30.123456789Z")
                .put("message", message)
                .put("done", false);
    }

    private static JsonObject end() {
        return line(new JsonObject().put("role", "assistant").put("content", ""))
                .put("done", true)
                .put("done_reason", "stop")
                .put("total_duration", 4_883_583_458L)
                .put("load_duration", 1_334_875L)
                .put("prompt_eval_count", 26)
                .put("prompt_eval_duration", 342_546_000L)
                .put("eval_count", 12)
                .put("eval_duration", 4_535_599_000L);
    }

    private static void stream(HttpExchange exchange, List<JsonObject> lines, JsonObject last) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (JsonObject line : lines) {
                out.write((line.encode() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            out.write((last.encode() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
