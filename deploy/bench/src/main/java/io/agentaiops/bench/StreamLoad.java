package io.agentaiops.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Clients of one address that read streams of tokens, each token the time at which the model sent it. */
final class StreamLoad {

    /**
     * What one stream gave.
     *
     * @param firstNanos from the request to the first token
     * @param wayNanos of the first token, from the model to the client
     * @param tokens that came
     * @param runId the run, where the agent answered
     */
    record Read(long firstNanos, long wayNanos, int tokens, String runId) {}

    private final Context context;
    private final HttpClient client;
    private final String key;

    StreamLoad(Vertx vertx, int port, String key, int streams) {
        this.key = key;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                new PoolOptions().setHttp1MaxSize(streams));
    }

    /** So many streams at once, each begun again until there were enough of them. */
    List<Read> run(String model, String question, int atOnce, int each) {
        List<Read> reads = new ArrayList<>();
        return onContext(() -> {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                all.add(again(model, question, each, reads));
            }
            return Future.all(all).map(done -> List.copyOf(reads));
        });
    }

    /** Asks on the event loop: what comes before its handler is set would be lost. */
    private <T> T onContext(Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(now -> action.get().onComplete(promise));
        return await(promise.future());
    }

    private Future<Void> again(String model, String question, int left, List<Read> reads) {
        if (left == 0) {
            return Future.succeededFuture();
        }
        return read(model, question).compose(read -> {
            reads.add(read);
            return again(model, question, left - 1, reads);
        });
    }

    private Future<Read> read(String model, String question) {
        JsonObject body = new JsonObject()
                .put("model", model)
                .put("stream", true)
                .put(
                        "messages",
                        JsonArray.of(new JsonObject().put("role", "user").put("content", question)));
        long start = System.nanoTime();
        return client.request(HttpMethod.POST, "/v1/chat/completions")
                .compose(request -> request.putHeader("Authorization", "Bearer " + key)
                        .putHeader("Content-Type", "application/json")
                        .send(body.toBuffer()))
                .compose(response -> new Reading(start, response).read());
    }

    /** Opens streams of events and keeps them open; returns when each has brought that many. */
    List<HttpClientResponse> open(String path, int count, int events) {
        return onContext(() -> {
            List<Future<HttpClientResponse>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(client.request(HttpMethod.GET, path)
                        .compose(request -> request.putHeader("Authorization", "Bearer " + key)
                                .putHeader("Accept", "text/event-stream")
                                .send())
                        .compose(response -> heard(response, events)));
            }
            return Future.all(all).map(done -> all.stream().map(Future::result).toList());
        });
    }

    /** Closes streams; returns when their connections are free. */
    void leave(List<HttpClientResponse> open) {
        onContext(() -> Future.all(open.stream()
                .map(response -> response.request().connection().close())
                .toList()));
    }

    private static Future<HttpClientResponse> heard(HttpClientResponse response, int events) {
        Promise<HttpClientResponse> promise = Promise.promise();
        int[] seen = {0};
        response.handler(RecordParser.newDelimited("\n\n", event -> {
            if (++seen[0] == events) {
                promise.complete(response);
            }
        }));
        response.exceptionHandler(promise::tryFail);
        return promise.future();
    }

    JsonObject get(String path) {
        return onContext(() -> client.request(HttpMethod.GET, path)
                .compose(request ->
                        request.putHeader("Authorization", "Bearer " + key).send())
                .compose(HttpClientResponse::body)
                .map(Buffer::toJsonObject));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One stream being read. Looks for the times without parsing JSON, so that the measure costs next to nothing. */
    private static final class Reading {

        private static final String CONTENT = "\"content\":\"";

        private final long start;
        private final HttpClientResponse response;
        private long first;
        private long way;
        private int tokens;
        /** A line whose end has not come yet. */
        private String rest = "";

        Reading(long start, HttpClientResponse response) {
            this.start = start;
            this.response = response;
        }

        Future<Read> read() {
            if (response.statusCode() != 200) {
                return response.body().compose(body -> Future.failedFuture(response.statusCode() + " " + body));
            }
            Promise<Read> promise = Promise.promise();
            response.handler(this::piece);
            response.exceptionHandler(promise::tryFail);
            String run = response.getHeader("X-Aiops-Run");
            response.endHandler(end -> promise.tryComplete(new Read(first, way, tokens, run == null ? "" : run)));
            return promise.future();
        }

        private void piece(Buffer piece) {
            long now = System.nanoTime();
            String seen = rest + piece.toString(StandardCharsets.US_ASCII);
            int end = seen.lastIndexOf('\n') + 1;
            String text = seen.substring(0, end);
            rest = seen.substring(end);
            int at = text.indexOf(CONTENT);
            while (at >= 0) {
                int from = at + CONTENT.length();
                if (from < text.length() && Character.isDigit(text.charAt(from))) {
                    if (tokens++ == 0) {
                        first = now - start;
                        way = now - Long.parseLong(text.substring(from, text.indexOf(' ', from)));
                    }
                }
                at = text.indexOf(CONTENT, from);
            }
        }
    }
}
