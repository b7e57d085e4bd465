package io.agentaiops.agentgateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An Ollama without a model: version, tags, ps, show, pull, delete, load and chat with the wire format of the real one.
 * Replies to chats are scripted, one for each turn, or made by a rule for a model; a chat that wants structured output is
 * the summariser's and gets a summary.
 */
public final class OllamaServer implements AutoCloseable {

    /** One turn of the scripted model. */
    public sealed interface Turn {
        /** Says these tokens and ends well. */
        record Says(List<String> tokens) implements Turn {}

        /** Thinks first, as a thinking model does. */
        record Thinks(List<String> thoughts, List<String> tokens) implements Turn {}

        /** Asks for a tool. */
        record Calls(String tool, JsonObject arguments) implements Turn {}

        /** Asks for several tools at once. */
        record CallsAll(List<Calls> calls) implements Turn {}

        /** Says these tokens and then nothing more, until the client goes or the script changes. */
        record Hangs(List<String> tokens) implements Turn {}

        /** Asks for a tool with arguments that are no object. */
        record CallsBadly(String tool, String arguments) implements Turn {}

        /** Says these tokens, then reports an error inside the stream, whose status is already 200. */
        record Breaks(List<String> tokens, String error) implements Turn {}

        /** Refuses with that status. */
        record Refuses(int status, String error) implements Turn {}

        /** Says so, and that it read that many tokens of the prompt: as one that dropped its beginning. */
        record Cuts(List<String> tokens, int read) implements Turn {}

        /** Says a token ten times a second until somebody closes the connection. */
        record Rambles() implements Turn {}
    }

    /** A model that is held. */
    public record Held(String name, String digest, List<String> capabilities, int contextLength) {}

    public static final Held TEST_MODEL = new Held(
            "test-model:latest",
            "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
            List.of("completion", "tools"),
            131_072);

    /** The one thing that is not like a real one: so it counts tokens. */
    public static final int CHARS_PER_TOKEN = 4;

    private final HttpServer server;
    private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();
    private final Map<String, Function<JsonObject, Turn>> rules = new ConcurrentHashMap<>();
    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
    private final List<String> loads = new CopyOnWriteArrayList<>();
    private final List<Held> held = new CopyOnWriteArrayList<>(List.of(TEST_MODEL));
    private final AtomicInteger summaries = new AtomicInteger();
    private final AtomicInteger scripts = new AtomicInteger();
    private volatile HttpHandler raw =
            exchange -> PeerServer.answer(exchange, 404, "{\"error\":{\"message\":\"nothing is scripted\"}}");
    private volatile CountDownLatch hungUp = new CountDownLatch(1);
    private volatile CountDownLatch pullMayEnd = new CountDownLatch(0);
    private volatile boolean up;

    /** Starts at that port; 0 for a free one. */
    public OllamaServer(int port) throws IOException {
        // Finds its JSON codec by the class loader of the thread that comes first: that must be the test's.
        JsonObject.of("ready", true).encode();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/version", exchange -> json(exchange, new JsonObject().put("version", "0.12.3")));
        server.createContext(
                "/api/tags", exchange -> json(exchange, models(new JsonObject().put("size", 2_019_393_189L))));
        server.createContext("/api/ps", exchange -> json(exchange, models(new JsonObject().put("size_vram", 0))));
        server.createContext("/api/show", this::show);
        server.createContext("/api/pull", this::pull);
        server.createContext("/api/delete", this::delete);
        server.createContext("/api/generate", this::load);
        server.createContext("/api/chat", this::chat);
        for (String path : List.of("/v1/", "/api/embed")) {
            server.createContext(path, exchange -> raw.handle(exchange));
        }
        server.start();
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Answers from now on, with these turns, and holds the one model. */
    public void plays(Turn... script) {
        scripts.incrementAndGet();
        turns.clear();
        requests.clear();
        rules.clear();
        holds(TEST_MODEL);
        hungUp = new CountDownLatch(1);
        turns.addAll(List.of(script));
        up = true;
    }

    /** Holds these models. */
    public void holds(Held... models) {
        held.clear();
        held.addAll(List.of(models));
    }

    /** Answers chats with that model by that rule. */
    public void answers(String model, Function<JsonObject, Turn> rule) {
        rules.put(model, rule);
    }

    /** Answers so, from now on, where the gateway only passes requests on. */
    public void answersRaw(HttpHandler handler) {
        raw = handler;
        up = true;
    }

    /** Answers nothing from now on. */
    public void isDown() {
        scripts.incrementAndGet();
        up = false;
        turns.clear();
    }

    /** The chat requests since the script began. */
    public List<JsonObject> requests() {
        return new ArrayList<>(requests);
    }

    /** Summaries asked for since the start. */
    public int summaries() {
        return summaries.get();
    }

    /** What was loaded or unloaded: the model, a space, and the time to keep it. */
    public List<String> loads() {
        return loads;
    }

    /** Waits until a client of a rambling turn has hung up. */
    public boolean isHungUpWithin(long seconds) throws InterruptedException {
        return hungUp.await(seconds, TimeUnit.SECONDS);
    }

    /** Holds downloads back half way until the latch is counted down. */
    public void pullsWaitFor(CountDownLatch latch) {
        pullMayEnd = latch;
    }

    private JsonObject models(JsonObject more) {
        JsonArray list = new JsonArray();
        held.forEach(model -> list.add(new JsonObject()
                .put("name", model.name())
                .put("model", model.name())
                .put("digest", model.digest())
                .put("details", new JsonObject().put("family", "llama").put("parameter_size", "3.2B"))
                .mergeIn(more)));
        return new JsonObject().put("models", list);
    }

    private void show(HttpExchange exchange) throws IOException {
        Held model = named(OllamaWire.body(exchange));
        if (model == null) {
            PeerServer.answer(exchange, 404, "{\"error\":\"model not found\"}");
            return;
        }
        json(
                exchange,
                new JsonObject()
                        .put("capabilities", new JsonArray(model.capabilities()))
                        .put("details", new JsonObject().put("family", "llama"))
                        .put(
                                "model_info",
                                new JsonObject()
                                        .put("general.architecture", "llama")
                                        .put("llama.context_length", model.contextLength())));
    }

    private void pull(HttpExchange exchange) throws IOException {
        String name = OllamaWire.body(exchange).getString("model");
        if (!up || name.startsWith("no-such")) {
            PeerServer.answer(exchange, 500, "{\"error\":\"pull model manifest: file does not exist\"}");
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            OllamaWire.write(out, new JsonObject().put("status", "pulling manifest"));
            OllamaWire.layer(out, 500);
            if (!pullMayEnd.await(20, TimeUnit.SECONDS)) {
                return;
            }
            OllamaWire.layer(out, 1_000);
            OllamaWire.write(out, new JsonObject().put("status", "verifying sha256 digest"));
            OllamaWire.write(out, new JsonObject().put("status", "success"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String full = name.contains(":") ? name : name + ":latest";
        if (held.stream().noneMatch(model -> model.name().equals(full))) {
            held.add(new Held(full, Integer.toHexString(full.hashCode()), List.of("completion", "tools"), 8_192));
        }
    }

    private void delete(HttpExchange exchange) throws IOException {
        Held model = named(OllamaWire.body(exchange));
        if (model == null) {
            PeerServer.answer(exchange, 404, "{\"error\":\"model not found\"}");
        } else {
            held.remove(model);
            PeerServer.answer(exchange, 200, "");
        }
    }

    private void load(HttpExchange exchange) throws IOException {
        JsonObject body = OllamaWire.body(exchange);
        if (body.containsKey("prompt")) {
            exchange.setStreams(new ByteArrayInputStream(body.encode().getBytes(StandardCharsets.UTF_8)), null);
            raw.handle(exchange);
            return;
        }
        loads.add(body.getString("model") + " " + body.getValue("keep_alive"));
        json(exchange, new JsonObject().put("done", true).put("done_reason", "load"));
    }

    /** A name without a tag means the latest. */
    private @Nullable Held named(JsonObject body) {
        String name = body.getString("model", "");
        String tagged = name.contains(":") ? name : name + ":latest";
        return held.stream()
                .filter(model -> model.name().equals(tagged))
                .findFirst()
                .orElse(null);
    }

    private void json(HttpExchange exchange, JsonObject body) throws IOException {
        if (up) {
            PeerServer.answer(exchange, 200, body.encode());
        } else {
            PeerServer.answer(exchange, 503, "{\"error\":\"server busy\"}");
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        JsonObject request = OllamaWire.body(exchange);
        String model = request.getString("model");
        if (request.containsKey("format")) {
            summaries.incrementAndGet();
            OllamaWire.stream(
                    exchange,
                    OllamaWire.lines(model, List.of("{\"summary\":\"They talked about disks.\"}")),
                    OllamaWire.end(request));
            return;
        }
        requests.add(request);
        Function<JsonObject, Turn> rule = rules.get(model);
        new OllamaPlay(exchange, request, scripts, hungUp).play(rule == null ? turns.poll() : rule.apply(request));
    }
}
