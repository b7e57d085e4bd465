package io.agentaiops.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A balancer before real servers, which are killed, drained and brought back. */
class BalancerTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Server> servers = new ArrayList<>();
    private int port;
    private int admin;

    @BeforeEach
    void start() throws Exception {
        servers.add(new Server("one"));
        servers.add(new Server("two"));
        // Only now: a server that is given any port could be given one of these.
        port = freePort();
        admin = freePort();
        tell(server -> false);
        balancer(false);
        awaitReady(2);
    }

    @AfterEach
    void end() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        http.close();
    }

    @Test
    void requestsAreSharedOut() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(get("/who").statusCode()).isEqualTo(200);
        }

        assertThat(servers).extracting(server -> server.heard.size()).containsExactly(5, 5);
    }

    @Test
    void whoIsBusyGetsNoMoreThanWhoIsIdle() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                http.sendAsync(request("/hold").build(), BodyHandlers.ofString());
        await().atMost(SOON).until(() -> inFlight() == 1);

        List<String> answered = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answered.add(get("/who").body());
        }

        assertThat(answered).containsOnly(holder().equals("one") ? "two" : "one");
        servers.forEach(Server::release);
        assertThat(slow.get(5, TimeUnit.SECONDS).body()).isEqualTo("released");
        await().atMost(SOON).until(() -> inFlight() == 0);
    }

    @Test
    void requestThatReachedNobodyGoesToAnotherOne() throws Exception {
        servers.getFirst().stop();

        for (int i = 0; i < 6; i++) {
            HttpResponse<String> answer = send(request("/echo").POST(BodyPublishers.ofString("body " + i)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("body " + i);
        }
        awaitReady(1);
        servers.getFirst().start();
        awaitReady(2);
    }

    @Test
    void readThatWasCutOffIsAskedOfAnotherOneAndAWriteIsNot() throws Exception {
        assertThat(get("/cut-once").body()).isEqualTo("whole");

        HttpResponse<String> written = send(request("/cut-once").POST(BodyPublishers.ofString("x")));
        assertThat(written.statusCode()).isEqualTo(502);
        assertThat(written.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(written.body()).contains("replica-gone").contains("not known");
        assertThat(page("/q/metrics")).contains("aiops_balancer_repeated_total{");
    }

    @Test
    void drainingReplicaGetsNothingNewAndEndsWhatItHas() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                http.sendAsync(request("/hold").build(), BodyHandlers.ofString());
        await().atMost(SOON).until(() -> inFlight() == 1);
        String holder = holder();

        tell(server -> server.name.equals(holder));
        await().atMost(SOON).until(() -> check(holder).getJsonObject("data").getBoolean("draining"));
        for (int i = 0; i < 6; i++) {
            assertThat(get("/who").body()).isNotEqualTo(holder);
        }
        assertThat(check(holder).getJsonObject("data").getInteger("inFlight")).isOne();

        servers.forEach(Server::release);
        assertThat(slow.get(5, TimeUnit.SECONDS).body()).isEqualTo("released");
        await().atMost(SOON).until(() -> check(holder).getJsonObject("data").getInteger("inFlight") == 0);
    }

    @Test
    void eventsPassAsTheyComeAndAStreamOfADrainingReplicaEndsBetweenTwoEvents() throws Exception {
        HttpResponse<InputStream> stream = http.send(request("/events").build(), BodyHandlers.ofInputStream());
        await().atMost(SOON).until(() -> inFlight() == 1);
        Server source = servers.stream()
                .filter(server -> server.name.equals(holder()))
                .findFirst()
                .orElseThrow();

        InputStream events = stream.body();
        assertThat(read(events, ": hello\n\n")).isEqualTo(": hello\n\n");
        source.say("id: 1\ndata: first\n\n");
        assertThat(read(events, "id: 1\ndata: first\n\n")).isEqualTo("id: 1\ndata: first\n\n");
        source.say("id: 2\ndata: sec");
        assertThat(read(events, "id: 2\ndata: sec")).isEqualTo("id: 2\ndata: sec");

        tell(server -> server.equals(source));
        await().atMost(SOON)
                .until(() -> check(source.name).getJsonObject("data").getBoolean("draining"));
        assertThat(inFlight()).isOne();
        source.say("ond\n\n");

        assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("ond\n\n");
        await().atMost(SOON).until(() -> inFlight() == 0);
    }

    /** As many bytes as that has: more of them than came would be waited for. */
    private static String read(InputStream in, String expected) throws IOException {
        return new String(in.readNBytes(expected.length()), StandardCharsets.UTF_8);
    }

    @Test
    void whoLeavesAStreamIsNotWaitedFor() throws Exception {
        HttpResponse<InputStream> stream = http.send(request("/events").build(), BodyHandlers.ofInputStream());
        await().atMost(SOON).until(() -> inFlight() == 1);

        stream.body().close();

        await().atMost(SOON).until(() -> inFlight() == 0);
        await().atMost(SOON).until(() -> servers.stream().allMatch(server -> server.streams.isEmpty()));
    }

    @Test
    void largeUploadArrivesWholeAlsoWhenItIsAnnouncedFirst() throws Exception {
        byte[] body = new byte[8 * 1024 * 1024];
        java.util.Arrays.fill(body, (byte) 'x');

        HttpResponse<String> answer = send(request("/count").POST(BodyPublishers.ofByteArray(body)));
        assertThat(answer.body()).isEqualTo(Integer.toString(body.length));

        HttpResponse<String> announced =
                send(request("/count").expectContinue(true).POST(BodyPublishers.ofByteArray(body)));
        assertThat(announced.body()).isEqualTo(Integer.toString(body.length));

        HttpResponse<String> refused =
                send(request("/refuse").expectContinue(true).POST(BodyPublishers.ofByteArray(body)));
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void replicaLearnsWhoAsksAndNotWhatTheCallerMakesUp() throws Exception {
        JsonObject headers = new JsonObject(
                send(request("/headers").header("X-Forwarded-For", "10.1.2.3")).body());

        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("127.0.0.1:" + port);
        assertThat(headers.getString("host")).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void whenNoneIsReadyThoseThatAnswerAreAskedAndWhenNoneAnswersThatIsSaid() throws Exception {
        servers.forEach(server -> server.ready = false);
        awaitReady(0);
        assertThat(get("/who").statusCode()).isEqualTo(200);
        assertThat(status("/q/health/ready")).isEqualTo(503);

        for (Server server : servers) {
            server.stop();
        }
        HttpResponse<String> refused = get("/who");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("no replica of probe takes requests");
        assertThat(page("/q/metrics")).contains("aiops_balancer_unreachable_total{");
    }

    @Test
    void settingsThatAreMissingOrWrongAreNamed() {
        assertThatThrownBy(() -> BalancerSettings.from(Map.of())).hasMessage("AIOPS_BALANCER_SERVICE is not set");
        assertThatThrownBy(() -> BalancerSettings.from(
                        Map.of("AIOPS_BALANCER_SERVICE", "probe", "AIOPS_BALANCER_PORT", "70000")))
                .hasMessage("AIOPS_BALANCER_PORT is not a port: 70000");
    }

    private void balancer(boolean trustForwarded) throws Exception {
        BalancerSettings settings = new BalancerSettings(
                "probe", "127.0.0.1", port, admin, folder.resolve("replicas.json"), trustForwarded);
        BalancerMain.start(vertx, settings)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void tell(Predicate<Server> draining) throws IOException {
        JsonArray replicas = new JsonArray();
        servers.forEach(server -> replicas.add(new JsonObject()
                .put("name", server.name)
                .put("port", server.port)
                .put("draining", draining.test(server))));
        Path unfinished = folder.resolve("replicas.unfinished");
        Files.writeString(unfinished, new JsonObject().put("replicas", replicas).encode());
        Files.move(unfinished, folder.resolve("replicas.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void awaitReady(int count) {
        await().atMost(SOON)
                .until(() -> checks().stream()
                                .filter(check -> "UP".equals(check.getString("status")))
                                .count()
                        == count);
    }

    private List<JsonObject> checks() throws Exception {
        return new JsonObject(page("/q/health/ready"))
                .getJsonArray("checks").stream().map(JsonObject.class::cast).toList();
    }

    private JsonObject check(String name) throws Exception {
        return checks().stream()
                .filter(check -> name.equals(check.getString("name")))
                .findFirst()
                .orElseThrow();
    }

    private int inFlight() throws Exception {
        return checks().stream()
                .mapToInt(check -> check.getJsonObject("data").getInteger("inFlight"))
                .sum();
    }

    private String holder() {
        return servers.stream()
                .filter(server -> !server.held.isEmpty() || !server.streams.isEmpty())
                .map(server -> server.name)
                .findFirst()
                .orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> admin(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private String page(String path) throws Exception {
        return admin(path).body();
    }

    private int status(String path) throws Exception {
        return admin(path).statusCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A replica. */
    private final class Server {
        private final String name;
        private final int port;
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
        private final List<HttpServerResponse> streams = new CopyOnWriteArrayList<>();
        private final AtomicInteger cut = new AtomicInteger();
        private volatile boolean ready = true;
        private HttpServer server;

        Server(String name) throws Exception {
            this.name = name;
            this.port = freePort();
            this.server = listen();
        }

        private HttpServer listen() throws Exception {
            return vertx.createHttpServer(new HttpServerOptions())
                    .requestHandler(this::handle)
                    .listen(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }

        void start() throws Exception {
            server = listen();
        }

        void stop() throws Exception {
            server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }

        void release() {
            held.forEach(response -> response.end("released"));
            held.clear();
        }

        void say(String event) {
            streams.forEach(response -> response.write(event));
        }

        private void handle(HttpServerRequest request) {
            if (request.path().equals("/q/health/ready")) {
                request.response().setStatusCode(ready ? 200 : 503).end();
                return;
            }
            heard.add(request.path());
            switch (request.path()) {
                case "/hold" -> held.add(request.response());
                case "/echo" -> request.bodyHandler(body -> request.response().end(body));
                case "/count" -> count(request);
                case "/refuse" -> request.response().setStatusCode(413).end("too large");
                case "/events" -> events(request.response());
                case "/headers" -> {
                    JsonObject headers = new JsonObject();
                    request.headers()
                            .forEach(header ->
                                    headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
                    request.response().end(headers.encode());
                }
                case "/cut-once" -> {
                    if (servers.stream().mapToInt(server -> server.cut.get()).sum() == 0
                            || request.method().name().equals("POST")) {
                        cut.incrementAndGet();
                        request.connection().close();
                    } else {
                        request.response().end("whole");
                    }
                }
                default -> request.response().end(name);
            }
        }

        private void count(HttpServerRequest request) {
            if (request.getHeader("Expect") != null) {
                request.response().writeContinue();
            }
            AtomicInteger length = new AtomicInteger();
            request.handler(part -> length.addAndGet(part.length()));
            request.endHandler(end -> request.response().end(Integer.toString(length.get())));
        }

        private void events(HttpServerResponse response) {
            response.putHeader("Content-Type", "text/event-stream").setChunked(true);
            response.write(Buffer.buffer(": hello\n\n"));
            streams.add(response);
            response.closeHandler(gone -> streams.remove(response));
        }
    }
}
