package io.agentaiops.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Takes what is sent to Slack and to the SMS gateway. */
final class HttpRecorder {

    /**
     * A call that came in.
     *
     * @param path which hook
     * @param body what was sent
     * @param idempotencyKey the header of that name
     * @param possibleDuplicate whether it was marked as a possible repetition
     */
    record Call(String path, String body, String idempotencyKey, boolean possibleDuplicate) {}

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, CountDownLatch> heldBack = new ConcurrentHashMap<>();
    private final HttpServer server;

    HttpRecorder() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().startsWith(path)).toList();
    }

    /** What has that text in it is taken and not answered until {@link #letGo}. */
    void holdBack(String text) {
        heldBack.put(text, new CountDownLatch(1));
    }

    void letGo(String text) {
        CountDownLatch latch = heldBack.remove(text);
        if (latch != null) {
            latch.countDown();
        }
    }

    private void awaitRelease(String body) {
        heldBack.forEach((text, latch) -> {
            if (body.contains(text)) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        calls.add(new Call(
                exchange.getRequestURI().getPath(),
                body,
                key == null ? "" : key,
                exchange.getRequestHeaders().containsKey("X-Possible-Duplicate")));
        awaitRelease(body);
        byte[] answer = exchange.getRequestURI().getPath().startsWith("/slack")
                ? "ok".getBytes(StandardCharsets.UTF_8)
                : "{\"sid\":\"SM1\",\"status\":\"queued\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    void close() {
        server.stop(0);
    }
}
