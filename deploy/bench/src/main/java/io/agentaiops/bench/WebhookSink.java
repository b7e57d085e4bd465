package io.agentaiops.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver of webhooks: notes when which alert was told of first, and how often. */
final class WebhookSink implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\"n\":\\s*\"(\\w+)\"");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, CompletableFuture<Long>> seen = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> distinct = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    WebhookSink() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    long now = System.nanoTime();
                    requests.incrementAndGet();
                    Matcher numbers = NUMBER.matcher(body.toString());
                    while (numbers.find()) {
                        note(numbers.group(1), now);
                    }
                    request.response().end("ok");
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/hook";
    }

    private void note(String number, long now) {
        if (seen.computeIfAbsent(number, key -> new CompletableFuture<>()).complete(now)) {
            of(number.substring(0, number.length() - AlertLoad.DIGITS)).incrementAndGet();
        }
        told.merge(number, 1, Integer::sum);
    }

    private AtomicInteger of(String prefix) {
        return distinct.computeIfAbsent(prefix, key -> new AtomicInteger());
    }

    /** Distinct alerts that were told of, of those with that prefix. */
    long count(String prefix) {
        return of(prefix).get();
    }

    /** How many alerts were told of more than once, of those whose number begins so. */
    long repeated(String prefix) {
        return told.entrySet().stream()
                .filter(alert -> alert.getKey().startsWith(prefix) && alert.getValue() > 1)
                .count();
    }

    int requests() {
        return requests.get();
    }

    /** When the alert was told of; waits for at most ten seconds. */
    long awaited(String number) throws InterruptedException {
        try {
            return seen.computeIfAbsent(number, key -> new CompletableFuture<>())
                    .get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("nobody told of " + number, e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
