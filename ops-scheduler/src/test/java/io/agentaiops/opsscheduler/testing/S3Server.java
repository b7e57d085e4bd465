package io.agentaiops.opsscheduler.testing;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agentaiops.opsscheduler.offsite.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Adobe's S3Mock as a process of its own, behind a line that can answer 503 or break. */
public final class S3Server {

    private static final Set<String> OF_THE_LINE =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private static @Nullable S3Server shared;

    private final HttpServer line;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI behind;
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger breaksAfter = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger puts = new AtomicInteger();

    private S3Server(URI behind) throws IOException {
        this.behind = behind;
        this.line = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        line.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        line.createContext("/", this::pass);
        line.start();
    }

    /** The one of this JVM. */
    public static synchronized S3Server shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static S3Server start() {
        try {
            int plain = free();
            Path root = Files.createTempDirectory("s3");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"))
                                    .resolve("bin/java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-Djava.io.tmpdir=" + root,
                            "-jar",
                            Path.of("target/s3/s3mock-exec.jar")
                                    .toAbsolutePath()
                                    .toString(),
                            "--server.port=" + free(),
                            "--com.adobe.testing.s3mock.httpPort=" + plain)
                    .redirectErrorStream(true)
                    .redirectOutput(root.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            S3Server server = new S3Server(URI.create("http://127.0.0.1:" + plain));
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> server.send("PUT", "/backups") == 200);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bucket, by way of the line. */
    public Bucket bucket() {
        return new Bucket(
                "backups",
                URI.create("http://127.0.0.1:" + line.getAddress().getPort()),
                "us-east-1",
                "site-a",
                "somebody",
                "secret");
    }

    /** The next so many requests are answered by 503. */
    public void refuse(int requests) {
        refusals.set(requests);
    }

    /** After so many more objects or pieces every request breaks off; {@link Integer#MAX_VALUE} mends it. */
    public void breakAfter(int uploads) {
        breaksAfter.set(uploads);
    }

    /** How many objects and pieces came through. */
    public int puts() {
        return puts.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean put = exchange.getRequestMethod().equals("PUT");
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (breaksAfter.get() <= 0) {
                return;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            behind.resolve(exchange.getRequestURI().toString()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_LINE.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (put && answer.statusCode() == 200) {
                puts.incrementAndGet();
                breaksAfter.getAndUpdate(left -> left == Integer.MAX_VALUE ? left : left - 1);
            }
            answer.headers().map().forEach((name, values) -> {
                if (!List.of("content-length", "transfer-encoding", ":status")
                        .contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                answer.headers()
                        .firstValue("content-length")
                        .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            }
            exchange.sendResponseHeaders(
                    answer.statusCode(), head || answer.body().length == 0 ? -1 : answer.body().length);
            if (!head) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int send(String method, String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(behind.resolve(path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
