package io.agentaiops.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A receiver of webhooks: notes when which alert was told of first, and how often for the same reason. An update, which says
 * what the agent found out meanwhile, is counted by itself; Alertmanager has none, and gives no reasons.
 */
final class WebhookSink implements AutoCloseable {

    private static final Pattern UPDATE = Pattern.compile("\"notification_reason\":\\s*\"update\"");
    private static final Pattern NUMBER = Pattern.compile("\"n\":\\s*\"(\\w+)\"");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, CompletableFuture<Long>> seen = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> distinct = new ConcurrentHashMap<>();
    private final Map<String, Integer> told = new ConcurrentHashMap<>();
    private final Map<String, Integer> updates = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    WebhookSink() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    long now = System.nanoTime();
                    requests.incrementAndGet();
                    String text = body.toString();
                    boolean update = UPDATE.matcher(text).find();
                    Set<String> numbers = new HashSet<>();
                    NUMBER.matcher(text).results().forEach(found -> numbers.add(found.group(1)));
                    for (String number : numbers) {
                        if (update) {
                            updates.merge(number, 1, Integer::sum);
                        } else {
                            note(number, now);
                        }
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

    /** How many alerts there were updates of, of those whose number begins so. */
    long updated(String prefix) {
        return updates.keySet().stream()
                .filter(alert -> alert.startsWith(prefix))
                .count();
    }

    /** How many alerts were told of more than once, updates aside, of those whose number begins so. */
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
