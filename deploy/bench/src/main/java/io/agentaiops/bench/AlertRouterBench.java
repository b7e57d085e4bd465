package io.agentaiops.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * alert-router beside the Alertmanager of Debian, in turns and with the same load: the way of one alert to its webhook, a
 * burst of groups, the list of active alerts, how many distinct alerts are taken in a second, and what a kill leaves. Ours keeps what it
 * accepts on disk before it answers; Alertmanager keeps it in memory.
 */
public final class AlertRouterBench {

    private static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");
    private static final int OURS = 8084 + BenchStack.OFFSET;
    private static final int BURST = 5_000;
    private static final int ACTIVE = 10_000;
    private static final int COUNTED = 200;

    /** Bursts that come and go before what counts, for the JVM's compiler. */
    private static final int WARM_BURSTS = 12;

    /** Alerts of the latency that are sent and not counted, for the JVM's compiler. */
    private static final int WARM = 2_500;

    /** Further groups, told of at once and not counted, so that as many alerts are active at the end as shall be. */
    private static final int WARM_BURST = ACTIVE - BURST - WARM - COUNTED;

    private static final long WARM_ALERTS = 256;
    private static final int CALM_SECONDS = 15;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String CONFIG = """
            route:
              receiver: none
              group_by: [alertname]
              group_wait: 1h
              routes:
                - matchers: [kind="page"]
                  receiver: hook
                  group_by: ['...']
                  group_wait: 0s
                  group_interval: 5m
                  repeat_interval: 4h
                - matchers: [kind="warm"]
                  receiver: hook
                  group_by: ['...']
                  group_wait: 0s
                  group_interval: 1s
            WAITING
            receivers:
              - name: none
              - name: hook
                webhook_configs: [{url: 'URL'}]
            """;

    private AlertRouterBench() {}

    private static String config(WebhookSink sink) {
        return CONFIG.replace("WAITING\n", AlertSurvival.WAITING_ROUTE).replace("URL", sink.url());
    }

    /** What is measured of one of the two. */
    private record Subject(String name, int port, String authorization) {

        AlertLoad load() {
            return new AlertLoad(port, authorization);
        }
    }

    /** What can be measured; {@code ALERTMANAGER} measures the same of it first. */
    private enum Part {
        ALERTMANAGER,
        TELL,
        SURVIVE,
        INGEST
    }

    /** All parts, or those that {@code -Dparts=TELL,SURVIVE} names. */
    private static final Set<Part> PARTS = Arrays.stream(System.getProperty("parts", "ALERTMANAGER,TELL,SURVIVE,INGEST")
                    .split(","))
            .map(Part::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));

    /** Runs the bench; the argument is the root of the checkout. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path root = Path.of(arguments[0]);
        try (WebhookSink sink = new WebhookSink()) {
            say("%-14s %-44s %12s", "", "", "measured");
            if (PARTS.contains(Part.ALERTMANAGER) && Files.isExecutable(ALERTMANAGER)) {
                alertmanager(sink);
            } else if (PARTS.contains(Part.ALERTMANAGER)) {
                say("Alertmanager is not installed (apt-get install prometheus-alertmanager): only ours is measured");
            }
            ours(root, sink);
        }
    }

    private static void alertmanager(WebhookSink sink) throws IOException, InterruptedException, ExecutionException {
        Path home = Files.createTempDirectory("alertmanager-bench");
        Path config = Files.writeString(home.resolve("alertmanager.yml"), config(sink));
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                        ALERTMANAGER.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + home,
                        "--cluster.listen-address=",
                        "--log.level=error",
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        Process[] process = {command.start()};
        try {
            ready(port, "/-/ready");
            Subject subject = new Subject("Alertmanager", port, "");
            tell(subject, sink);
            survive(subject, sink, () -> {
                process[0].destroyForcibly().waitFor();
                process[0] = command.start();
                ready(port, "/-/ready");
            });
            ingest(subject);
        } finally {
            process[0].destroyForcibly();
        }
    }

    private static void ours(Path root, WebhookSink sink) throws IOException, InterruptedException, ExecutionException {
        try (BenchStack stack = BenchStack.start(
                root,
                Map.of(),
                home -> Files.writeString(
                        Files.createDirectories(home.resolve("config")).resolve("alertmanager.yml"), config(sink)))) {
            Subject subject = new Subject("alert-router", OURS, "Authorization: Bearer " + stack.key() + "\r\n");
            subject.load().ingest("w", 8, 16, 10, WARM_ALERTS);
            folded(stack.key());
            tell(subject, sink);
            survive(subject, sink, () -> stack.killAndStart("alert-router"));
            ingest(subject);
            say("%-14s %-44s %12.1f s", subject.name(), "until all of it was applied", folded(stack.key()));
        }
    }

    private static void tell(Subject subject, WebhookSink sink)
            throws IOException, InterruptedException, ExecutionException {
        if (!PARTS.contains(Part.TELL)) {
            return;
        }
        String mark = subject.name().substring(0, 1);
        warm(subject, sink, mark);
        tellOf(subject, sink, mark + "f", WARM_BURST);
        latency(subject, sink, mark + "l");
        burst(subject, sink, mark + "b");
        list(subject);
    }

    /** Leaves no active alert behind. */
    private static void warm(Subject subject, WebhookSink sink, String mark)
            throws InterruptedException, ExecutionException {
        for (int i = 0; i < WARM_BURSTS; i++) {
            String prefix = mark + "w" + i + "x";
            int before = sink.requests();
            subject.load().burst(prefix, "warm", BURST);
            awaitRequests(sink, before + BURST);
            subject.load().end(prefix, "warm", BURST);
            awaitRequests(sink, before + 2 * BURST);
        }
    }

    private static void awaitRequests(WebhookSink sink, int requests) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (sink.requests() < requests && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Last of all: what is taken here lasts, and nobody lists half a million alerts. */
    private static void ingest(Subject subject) throws InterruptedException, ExecutionException {
        if (!PARTS.contains(Part.INGEST)) {
            return;
        }
        subject.load().ingest("w", 8, 16, 10, WARM_ALERTS);
        for (int batch : List.of(1, 10, 64)) {
            double rate = subject.load().ingest(subject.name().substring(0, 1) + "i" + batch + "x", 8, batch, 6);
            say("%-14s %-44s %12.0f /s", subject.name(), "distinct alerts taken, " + batch + " a request", rate);
        }
    }

    private static void survive(Subject subject, WebhookSink sink, AlertSurvival.Kill kill)
            throws IOException, InterruptedException, ExecutionException {
        if (!PARTS.contains(Part.SURVIVE)) {
            return;
        }
        AlertSurvival.Left left = new AlertSurvival(subject.port(), subject.authorization(), sink)
                .measure(subject.name().substring(0, 1) + "k", kill);
        say(
                "%-14s after kill -9: %d of 20 alerts, %d of 10 pending told, %d of 10 silences left; %d told twice; %d updated",
                subject.name(), left.alerts(), left.told(), left.silences(), left.repeated(), left.updated());
    }

    private static void latency(Subject subject, WebhookSink sink, String prefix)
            throws IOException, InterruptedException {
        Latencies latencies = new Latencies();
        try (AlertLoad.AutoCloseableSender sender = subject.load().sender(prefix, "page")) {
            for (int i = 0; i < WARM + COUNTED; i++) {
                long begin = System.nanoTime();
                sender.send(i);
                long told = sink.awaited(AlertLoad.numbered(prefix, i));
                if (i >= WARM) {
                    latencies.add(told - begin);
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        say("%-14s %-44s %12.2f ms", subject.name(), "POST to webhook, p50", latencies.percentile(0.5));
        say("%-14s %-44s %12.2f ms", subject.name(), "POST to webhook, p99", latencies.percentile(0.99));
    }

    private static void burst(Subject subject, WebhookSink sink, String prefix)
            throws InterruptedException, ExecutionException {
        int before = sink.requests();
        Told told = tellOf(subject, sink, prefix, BURST);
        say("%-14s %-44s %12.2f s", subject.name(), "burst of 5,000 groups, all accepted", told.accepted());
        say(
                "%-14s %-44s %12.2f s  (%d told, %d requests)",
                subject.name(),
                "burst of 5,000 groups, all told of",
                told.all(),
                sink.count(prefix),
                sink.requests() - before);
    }

    /** Seconds until a burst was accepted, and until all of it was told of. */
    private record Told(double accepted, double all) {}

    private static Told tellOf(Subject subject, WebhookSink sink, String prefix, int groups)
            throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        subject.load().burst(prefix, "page", groups);
        double accepted = (System.nanoTime() - begin) / 1e9;
        while (sink.count(prefix) < groups && System.nanoTime() - begin < 60_000_000_000L) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return new Told(accepted, (System.nanoTime() - begin) / 1e9);
    }

    private static void list(Subject subject) throws IOException, InterruptedException {
        // What the burst left to do is not what is measured here.
        TimeUnit.SECONDS.sleep(CALM_SECONDS);
        Latencies latencies = new Latencies();
        int size = 0;
        int alerts = 0;
        for (int i = 0; i < 60; i++) {
            long begin = System.nanoTime();
            byte[] answer = bytes(subject.port(), "/api/v2/alerts", subject.authorization());
            if (i >= 20) {
                latencies.add(System.nanoTime() - begin);
            }
            String body = new String(answer, StandardCharsets.UTF_8);
            size = body.length();
            alerts = body.split("\"fingerprint\"", -1).length - 1;
        }
        say(
                "%-14s %-44s %12.1f ms  (%d alerts, %d bytes)",
                subject.name(), "GET /api/v2/alerts, p50", latencies.percentile(0.5), alerts, size);
    }

    /** Waits until everything accepted is applied; returns the seconds. */
    private static double folded(String key) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 120_000_000_000L) {
            String metrics = get(OURS, "/q/metrics", "Authorization: Bearer " + key + "\r\n");
            boolean empty = metrics.lines()
                    .filter(line -> line.startsWith("aiops_alert_router_journal_alerts"))
                    .anyMatch(line -> line.endsWith(" 0.0"));
            if (empty) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String get(int port, String path, String authorization) throws IOException, InterruptedException {
        return new String(bytes(port, path, authorization), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int port, String path, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization.substring(15).strip());
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static void ready(int port, String path) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            try {
                get(port, path, "");
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IllegalStateException("Alertmanager did not start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency for one private method
    private static void say(String format, Object... values) {
        System.getLogger(AlertRouterBench.class.getName())
                .log(System.Logger.Level.INFO, String.format(Locale.ROOT, format, values));
    }
}
