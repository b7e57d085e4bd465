package io.agentaiops.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * An Ollama on the wire (version, tags, ps, show, streamed chat with nanosecond figures) whose one model looks at the disk
 * with the terminal tool, or starts the runbook that it is told to start, and then answers. Refuses everything, as a full queue does, until it is told to be up.
 */
final class ScriptedOllama {

    static final String MODEL = "scripted:latest";
    static final List<String> ANSWER = List.of("The ", "file ", "systems ", "are ", "listed ", "above ", "[1].");

    private static final String END = """
            {"model":"scripted:latest","created_at":"2026-05-04T07:00:01.123456789Z",\
            "message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",\
            "total_duration":1532000000,"load_duration":2000000,"prompt_eval_count":812,\
            "prompt_eval_duration":400000000,"eval_count":7,"eval_duration":700000000}""";

    /** Whoever asks for it has that runbook started. */
    private static final Pattern START = Pattern.compile("Start the runbook ([a-z-]+)");

    /** Whoever asks for it waits for the end. */
    private static final String SLOWLY = "Take your time";

    private static final int MOST_WORDS = 300;

    private static final Map<String, Object> DETAILS = Map.of("family", "llama", "parameter_size", "8B");

    private final HttpServer server;
    private volatile boolean up;

    ScriptedOllama() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> model = Map.of(
                "name", MODEL, "model", MODEL, "size", 4_683_075_271L, "digest", "365c0bd3c000", "details", DETAILS);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/api/version", Map.of("version", "0.12.3"));
        answer("/api/tags", Map.of("models", List.of(model)));
        answer("/api/ps", Map.of("models", List.of()));
        answer(
                "/api/show",
                Map.of(
                        "capabilities",
                        List.of("completion", "tools"),
                        "details",
                        DETAILS,
                        "model_info",
                        Map.of("general.architecture", "llama", "llama.context_length", 32768)));
        answer("/api/embed", Map.of("model", MODEL, "embeddings", List.of(List.of(0.1, 0.2, 0.3))));
        server.createContext("/v1/", new ScriptedOpenAi());
        server.createContext("/api/chat", this::chat);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void up(boolean answers) {
        up = answers;
    }

    void close() {
        server.stop(0);
    }

    private void answer(String path, Map<String, Object> body) {
        server.createContext(
                path, exchange -> reply(exchange, up ? 200 : 503, up ? body : Map.of("error", "server busy")));
    }

    private void chat(HttpExchange exchange) throws IOException {
        JsonNode request = Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!up) {
            reply(exchange, 503, Map.of("error", "server busy, please try again. maximum pending requests exceeded"));
            return;
        }
        if (!request.path("model").asText().startsWith("scripted")) {
            reply(exchange, 404, Map.of("error", "model 'nobody' not found"));
            return;
        }
        boolean seen = StreamSupport.stream(request.path("messages").spliterator(), false)
                .anyMatch(message -> message.path("role").asText().equals("tool"));
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        if (isSlow(request)) {
            think(exchange.getResponseBody());
            exchange.close();
            return;
        }
        try (OutputStream out = exchange.getResponseBody()) {
            if (seen || !request.has("tools")) {
                for (String token : ANSWER) {
                    line(out, Map.of("role", "assistant", "content", token));
                }
            } else {
                line(
                        out,
                        Map.of(
                                "role",
                                "assistant",
                                "content",
                                "",
                                "tool_calls",
                                List.of(Map.of("function", wanted(request)))));
            }
            out.write((END + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean isSlow(JsonNode request) {
        JsonNode messages = request.path("messages");
        return messages.path(messages.size() - 1).path("content").asText().contains(SLOWLY);
    }

    /** One word after the other, until nobody listens any more. */
    private static void think(OutputStream out) throws IOException {
        try {
            for (int word = 0; word < MOST_WORDS; word++) {
                line(out, Map.of("role", "assistant", "content", "hm "));
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> wanted(JsonNode request) {
        JsonNode messages = request.path("messages");
        Matcher start =
                START.matcher(messages.path(messages.size() - 1).path("content").asText());
        return start.find()
                ? Map.of(
                        "name",
                        "runbook_start",
                        "arguments",
                        Map.of("procedure", start.group(1), "reason", "somebody said so"))
                : Map.of("name", "terminal", "arguments", Map.of("command", "df -h"));
    }

    private static void line(OutputStream out, Map<String, Object> message) throws IOException {
        write(
                out,
                Map.of(
                        "model",
                        MODEL,
                        "created_at",
                        "2026-05-04T07:00:00.123456789Z",
                        "message",
                        message,
                        "done",
                        false));
    }

    private static void write(OutputStream out, Map<String, Object> line) throws IOException {
        out.write((Json.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
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
