package io.agentaiops.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver of webhooks: notes when which alert was told of first, and how often. */
final class WebhookSink implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\"n\":\\s*\"(\\w+)\"");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    WebhookSink() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    long now = System.nanoTime();
                    requests.incrementAndGet();
                    Matcher numbers = NUMBER.matcher(body.toString());
                    while (numbers.find()) {
                        seen.putIfAbsent(numbers.group(1), now);
                        told.merge(numbers.group(1), 1, Integer::sum);
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

    /** Distinct alerts that were told of, of those whose number begins so. */
    long count(String prefix) {
        return seen.keySet().stream()
                .filter(number -> number.startsWith(prefix))
                .count();
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
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Long at = seen.get(number);
        while (at == null) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nobody told of " + number);
            }
            TimeUnit.MICROSECONDS.sleep(50);
            at = seen.get(number);
        }
        return at;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
