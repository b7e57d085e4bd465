package io.agentaiops.agentgateway.testing;

import com.sun.net.httpserver.HttpExchange;
import io.agentaiops.agentgateway.testing.OllamaServer.Turn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Plays one turn of the scripted model as the answer to one chat. */
final class OllamaPlay {

    private final HttpExchange exchange;
    private final JsonObject request;
    private final AtomicInteger scripts;
    private final CountDownLatch hungUp;

    /**
     * A turn to come.
     *
     * @param scripts counts scripts: a hanging turn ends with its own
     * @param hungUp counted down when the client of a rambling turn leaves
     */
    OllamaPlay(HttpExchange exchange, JsonObject request, AtomicInteger scripts, CountDownLatch hungUp) {
        this.exchange = exchange;
        this.request = request;
        this.scripts = scripts;
        this.hungUp = hungUp;
    }

    void play(@Nullable Turn turn) throws IOException {
        String model = request.getString("model");
        switch (turn) {
            case null -> PeerServer.answer(exchange, 500, "{\"error\":\"the script is over\"}");
            case Turn.Refuses refuses ->
                PeerServer.answer(
                        exchange,
                        refuses.status(),
                        new JsonObject().put("error", refuses.error()).encode());
            case Turn.Says says ->
                OllamaWire.stream(exchange, OllamaWire.lines(model, says.tokens()), OllamaWire.end(request));
            case Turn.Cuts cuts ->
                OllamaWire.stream(
                        exchange,
                        OllamaWire.lines(model, cuts.tokens()),
                        OllamaWire.end(request).put("prompt_eval_count", cuts.read()));
            case Turn.Thinks thinks -> {
                List<JsonObject> all = new ArrayList<>();
                thinks.thoughts()
                        .forEach(thought -> all.add(OllamaWire.line(
                                model,
                                new JsonObject()
                                        .put("role", "assistant")
                                        .put("content", "")
                                        .put("thinking", thought))));
                all.addAll(OllamaWire.lines(model, thinks.tokens()));
                OllamaWire.stream(exchange, all, OllamaWire.end(request));
            }
            case Turn.Breaks breaks ->
                OllamaWire.stream(
                        exchange,
                        OllamaWire.lines(model, breaks.tokens()),
                        new JsonObject().put("error", breaks.error()));
            case Turn.Calls calls -> call(calls.tool(), calls.arguments());
            case Turn.CallsAll all ->
                call(all.calls().stream()
                        .map(call -> OllamaWire.function(call.tool(), call.arguments()))
                        .toList());
            case Turn.Hangs hangs -> hang(OllamaWire.lines(model, hangs.tokens()), model);
            case Turn.CallsBadly calls -> call(calls.tool(), calls.arguments());
            case Turn.Rambles rambles -> ramble(model);
        }
    }

    private void call(String tool, Object arguments) throws IOException {
        call(List.of(OllamaWire.function(tool, arguments)));
    }

    private void call(List<JsonObject> functions) throws IOException {
        JsonObject message = new JsonObject()
                .put("role", "assistant")
                .put("content", "")
                .put("tool_calls", new JsonArray(functions));
        OllamaWire.stream(
                exchange, List.of(OllamaWire.line(request.getString("model"), message)), OllamaWire.end(request));
    }

    /** Sends the lines and holds the stream open; an empty token now and then finds out whether the client is there. */
    private void hang(List<JsonObject> lines, String model) throws IOException {
        int script = scripts.get();
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (JsonObject line : lines) {
                OllamaWire.write(out, line);
            }
            JsonObject silence = OllamaWire.lines(model, List.of("")).getFirst();
            CountDownLatch never = new CountDownLatch(1);
            while (script == scripts.get() && !never.await(50, TimeUnit.MILLISECONDS)) {
                OllamaWire.write(out, silence);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ramble(String model) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        JsonObject token = OllamaWire.lines(model, List.of("and ")).getFirst();
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 600 && !hungUp.await(100, TimeUnit.MILLISECONDS); i++) {
                OllamaWire.write(out, token);
            }
        } catch (IOException e) {
            hungUp.countDown();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
