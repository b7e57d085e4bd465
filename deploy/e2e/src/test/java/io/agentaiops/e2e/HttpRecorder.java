package io.agentaiops.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes what is sent to Slack and to the SMS gateway. */
final class HttpRecorder {

    /**
     * A call that came in.
     *
     * @param path which hook
     * @param body what was sent
     */
    record Call(String path, String body) {}

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    HttpRecorder() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().startsWith(path)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        calls.add(new Call(exchange.getRequestURI().getPath(), new String(body, StandardCharsets.UTF_8)));
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
