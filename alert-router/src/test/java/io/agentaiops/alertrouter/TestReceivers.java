package io.agentaiops.alertrouter;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Who is told in tests: a real SMTP server, and an HTTP server that plays Slack, the SMS gateway, a webhook and the
 * gateway's judgement of keys. Tests ask over HTTP what was received, for Quarkus may load this class in another class
 * loader than theirs.
 */
public final class TestReceivers implements QuarkusTestResourceLifecycleManager {

    private static final String ADDRESS = "alertrouter.test.receivers";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Map<String, String>> received = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Map<String, String> slowed = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable GreenMail mail;
    private @Nullable HttpServer http;

    /** Requests to the path whose body holds the text: path, body, and headers by their names in lower case. */
    static List<Map<String, String>> requests(String path, String text) {
        return read(ask("/asked/requests", ""), new TypeReference<List<Map<String, String>>>() {}).stream()
                .filter(request -> request.getOrDefault("path", "").equals(path))
                .filter(request -> request.getOrDefault("body", "").contains(text))
                .toList();
    }

    /** Mails that hold the text, as they came over the wire. */
    static List<String> mails(String text) {
        return read(ask("/asked/mails", ""), new TypeReference<List<String>>() {}).stream()
                .filter(mail -> mail.contains(text))
                .toList();
    }

    /** The next requests whose body holds the text get status 500. */
    static void failNext(String text, int times) {
        ask("/asked/fail?" + times, text);
    }

    /** The next request whose body holds the text gets status 429 and is to wait for that many seconds. */
    static void slowDown(String text, int seconds) {
        ask("/asked/slow?" + seconds, text);
    }

    /** Requests whose body holds the text get status 400. */
    static void refuse(String text) {
        ask("/asked/refuse", text);
    }

    /** Requests whose body holds the text are taken and never answered. */
    static void hang(String text) {
        ask("/asked/hang", text);
    }

    private static String ask(String path, String body) {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create(System.getProperty(ADDRESS) + path))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            smtp.start();
            mail = smtp;
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::receive);
            server.createContext("/asked", exchange -> answer(exchange, 200, tell(exchange, smtp)));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            http = server;
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            System.setProperty(ADDRESS, url);
            return configuration(smtp.getSmtp().getPort(), url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (mail != null) {
            mail.stop();
        }
        over.countDown();
        if (http != null) {
            http.stop(0);
        }
    }

    private String tell(HttpExchange exchange, GreenMail smtp) throws IOException {
        String asked = exchange.getRequestURI().getPath();
        if (asked.endsWith("/mails")) {
            return JSON.writeValueAsString(Arrays.stream(smtp.getReceivedMessages())
                    .map(GreenMailUtil::getWholeMessage)
                    .toList());
        }
        if (asked.endsWith("/fail")) {
            int times = Integer.parseInt(exchange.getRequestURI().getQuery());
            failures.put(body(exchange), new AtomicInteger(times));
        }
        if (asked.endsWith("/slow")) {
            slowed.put(body(exchange), exchange.getRequestURI().getQuery());
        }
        if (asked.endsWith("/refuse")) {
            refused.add(body(exchange));
        }
        if (asked.endsWith("/hang")) {
            hanging.add(body(exchange));
        }
        return JSON.writeValueAsString(received);
    }

    private void receive(HttpExchange exchange) throws IOException {
        Map<String, String> request = new ConcurrentHashMap<>();
        request.put("path", exchange.getRequestURI().getPath());
        request.put("body", body(exchange));
        exchange.getRequestHeaders()
                .forEach((name, values) -> request.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        request.put("at", Instant.now().toString());
        received.add(request);
        String body = request.getOrDefault("body", "");
        if (hanging.stream().anyMatch(body::contains)) {
            awaitEnd();
        }
        String pause = slowed.keySet().stream()
                .filter(body::contains)
                .findFirst()
                .map(slowed::remove)
                .orElse(null);
        if (pause != null) {
            exchange.getResponseHeaders().set("Retry-After", pause);
            answer(exchange, 429, "slow down");
            return;
        }
        if (refused.stream().anyMatch(body::contains)) {
            answer(exchange, 400, "refused");
            return;
        }
        boolean fails = failures.entrySet().stream()
                .anyMatch(failure ->
                        body.contains(failure.getKey()) && failure.getValue().getAndDecrement() > 0);
        boolean broken = fails || request.getOrDefault("path", "").equals("/sms-broken");
        answer(exchange, broken ? 500 : 200, reply(request));
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String reply(Map<String, String> request) {
        if (request.getOrDefault("path", "").startsWith("/slackapi/")) {
            return "{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1503435956.%06d\",\"message\":{\"text\":\"%s\"}}"
                    .formatted(System.nanoTime() % 1_000_000, "x".repeat(5_000));
        }
        if (!request.getOrDefault("path", "").equals("/api/v1/keys/introspect")) {
            return "ok";
        }
        String body = request.getOrDefault("body", "");
        if (body.contains("key-of-prometheus")) {
            return "{\"active\":true,\"principal\":\"prometheus\",\"roles\":[\"service\"]}";
        }
        if (body.contains("key-of-grace")) {
            return "{\"active\":true,\"principal\":\"grace\",\"roles\":[\"approver\"]}";
        }
        if (body.contains("key-of-root")) {
            return "{\"active\":true,\"principal\":\"root\",\"roles\":[\"admin\"]}";
        }
        return body.contains("key-of-ada")
                ? "{\"active\":true,\"principal\":\"ada\",\"roles\":[\"operator\"]}"
                : "{\"active\":false}";
    }

    private static Map<String, String> configuration(int smtpPort, String url) throws IOException {
        Path directory = Files.createTempDirectory("alert-router-test");
        String alerting = resource("/test-alertmanager.yml")
                .replace("SMTP_PORT", Integer.toString(smtpPort))
                .replace("HTTP_URL", url);
        Files.writeString(directory.resolve("alertmanager.yml"), alerting);
        Files.writeString(directory.resolve("thresholds.yml"), resource("/test-thresholds.yml"));
        for (String name : List.of("on-call.yml", "escalation.yml", "drills.yml")) {
            Files.writeString(directory.resolve(name), resource("/test-" + name));
        }
        Path key = Files.writeString(directory.resolve("service.key"), "key-of-alert-router");
        // The last one goes first.
        for (String name : List.of(".", "alertmanager.yml", "thresholds.yml", "service.key")) {
            directory.resolve(name).normalize().toFile().deleteOnExit();
        }
        return Map.ofEntries(
                entry("aiops.silence.remind-before", "2s"),
                entry("aiops.silence.look-every", "300ms"),
                entry("aiops.investigation.per-hour", "500"),
                entry("aiops.investigation.without-policy-per-hour", "400"),
                entry("aiops.investigation.within", "20s"),
                entry("aiops.retention.sweep-every", "1s"),
                entry("aiops.alerting.config-dir", directory.toString()),
                entry("aiops.gateway.url", url),
                entry("aiops.gateway.key-file", key.toString()),
                entry("aiops.notification.retry-after", "200ms"),
                entry("aiops.notification.claim", "8s"),
                entry("aiops.notification.attempts", "4"),
                entry("aiops.threshold.sweep-every", "200ms"),
                entry("aiops.ingestion.sweep-every", "200ms"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(TestReceivers.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
