package io.agentaiops.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * An Ollama whose model says a given number of tokens at a given pace, each of them the time at which it was sent. The name
 * of the model says how: {@code paced-500-50} is 500 tokens at 50 a second. The model {@code agent} is the one that the
 * agent uses: asked with tools it first asks for one, and then answers.
 */
final class ScriptedModel extends AbstractVerticle {

    static final int AGENT_TOKENS = 10;
    private static final String AGENT = "agent:latest";

    private final int port;
    private volatile Instant toolAskedAt = Instant.EPOCH;
    private volatile Instant resultSeenAt = Instant.EPOCH;

    ScriptedModel(int port) {
        this.port = port;
    }

    /** When the turn ended that asked for a tool. */
    Instant toolAskedAt() {
        return toolAskedAt;
    }

    /** When the request came that brought its result. */
    Instant resultSeenAt() {
        return resultSeenAt;
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/api/version" -> json(request, new JsonObject().put("version", "0.12.3"));
            case "/api/tags" -> json(request, new JsonObject().put("models", JsonArray.of(model())));
            case "/api/ps" -> json(request, new JsonObject().put("models", new JsonArray()));
            case "/api/show" -> json(request, shown());
            case "/api/chat" -> request.body().onSuccess(body -> chat(request.response(), body.toJsonObject()));
            case "/v1/chat/completions" ->
                request.body().onSuccess(body -> complete(request.response(), body.toJsonObject()));
            default -> request.response().setStatusCode(404).end("{\"error\":\"not here\"}");
        }
    }

    private void complete(HttpServerResponse response, JsonObject request) {
        String[] name = request.getString("model").split("-", -1);
        int tokens = Integer.parseInt(name[1]);
        long pause = 1000 / Integer.parseInt(name[2]);
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        int[] said = {0};
        response.write(token());
        vertx.setPeriodic(pause, timer -> {
            said[0]++;
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else if (said[0] < tokens) {
                response.write(token());
            } else {
                vertx.cancelTimer(timer);
                response.end("data: [DONE]\n\n");
            }
        });
    }

    private static Buffer token() {
        return Buffer.buffer(
                "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"paced\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + System.nanoTime()
                        + " \"},\"finish_reason\":null}]}\n\n");
    }

    private void chat(HttpServerResponse response, JsonObject request) {
        response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
        JsonArray messages = request.getJsonArray("messages");
        boolean result =
                "tool".equals(messages.getJsonObject(messages.size() - 1).getString("role"));
        boolean wantsTool =
                !result && request.containsKey("tools") && messages.encode().contains("use the tool");
        if (result) {
            resultSeenAt = Instant.now();
        }
        if (wantsTool) {
            JsonObject function = new JsonObject()
                    .put("name", "terminal")
                    .put("arguments", new JsonObject().put("command", "uptime"));
            response.write(line(new JsonObject()
                    .put("role", "assistant")
                    .put("content", "")
                    .put("tool_calls", JsonArray.of(new JsonObject().put("function", function)))));
            response.end(end());
            toolAskedAt = Instant.now();
        } else {
            for (int i = 0; i < AGENT_TOKENS; i++) {
                response.write(line(said(System.nanoTime() + " ")));
            }
            response.end(end());
        }
    }

    private static JsonObject said(String text) {
        return new JsonObject().put("role", "assistant").put("content", text);
    }

    private static String line(JsonObject message) {
        return new JsonObject()
                        .put("model", AGENT)
                        .put("created_at", "2026-01-05T10:15:30.123456789Z")
                        .put("message", message)
                        .put("done", false)
                        .encode()
                + "\n";
    }

    private static String end() {
        return new JsonObject()
                        .put("model", AGENT)
                        .put("created_at", "2026-01-05T10:15:30.123456789Z")
                        .put("message", said(""))
                        .put("done", true)
                        .put("done_reason", "stop")
                        .put("total_duration", 1_000_000)
                        .put("load_duration", 1)
                        .put("prompt_eval_count", 100)
                        .put("prompt_eval_duration", 1)
                        .put("eval_count", AGENT_TOKENS)
                        .put("eval_duration", 1)
                        .encode()
                + "\n";
    }

    private static JsonObject model() {
        return new JsonObject()
                .put("name", AGENT)
                .put("model", AGENT)
                .put("size", 1)
                .put("digest", "a80c4f17acd5")
                .put("details", new JsonObject().put("family", "llama").put("parameter_size", "8B"))
                .put("capabilities", JsonArray.of("completion", "tools"));
    }

    private static JsonObject shown() {
        return new JsonObject()
                .put("capabilities", JsonArray.of("completion", "tools"))
                .put("details", new JsonObject().put("family", "llama"))
                .put(
                        "model_info",
                        new JsonObject().put("general.architecture", "llama").put("llama.context_length", 32768));
    }

    private static void json(HttpServerRequest request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").end(body.encode());
    }
}
