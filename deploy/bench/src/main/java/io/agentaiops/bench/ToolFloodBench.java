package io.agentaiops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A flood of tool calls through the whole service: {@code ToolCallRequested} events, all at once and from many sessions,
 * to their results on the bus, beside the floor that fork and bubblewrap set on the same cores in the same run. Halfway,
 * somebody who asked for nothing else asks for one thing: what he waits is printed too.
 */
public final class ToolFloodBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP = 3000;
    private static final int CALLS = 1500;
    private static final int SESSIONS = 25;
    private static final int AT_A_TIME = 8;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final List<String> BUBBLEWRAP = List.of(
            "bwrap",
            "--unshare-all",
            "--die-with-parent",
            "--ro-bind",
            "/",
            "/",
            "--dev",
            "/dev",
            "--proc",
            "/proc",
            "--tmpfs",
            "/tmp",
            "--",
            "/usr/bin/uptime");

    private ToolFloodBench() {}

    /**
     * Starts a stack, measures, stops it.
     *
     * @param arguments the root of the checkout, with the services built
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        try (BenchStack running = BenchStack.start(Path.of(arguments[0]), Map.of());
                ResultCollector results = new ResultCollector(BenchStack.KAFKA)) {
            flood(results, WARM_UP, "warm");
            double before = floor();
            Flood flood = flood(results, CALLS, "flood");
            print(flood, before, floor());
        }
    }

    /** What a flood came to; durations as the service counted them. */
    private record Flood(double perSecond, Latencies queued, Latencies own, double otherMillis) {}

    private static Flood flood(ResultCollector results, int calls, String name) {
        Latencies queued = new Latencies();
        Latencies own = new Latencies();
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            ask(results, name + "-" + i % SESSIONS);
        }
        results.await(calls / 2);
        long asked = System.nanoTime();
        String other = ask(results, name + "-other");
        results.await(other);
        double otherMillis = (System.nanoTime() - asked) / 1e6;
        List<String> all = results.await(calls + 1);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (String result : all) {
            JsonNode call = json(result);
            if (!call.path("state").asText().equals("succeeded")) {
                throw new IllegalStateException("a call did not succeed: " + result);
            }
            queued.add(TimeUnit.MILLISECONDS.toNanos(call.path("queueMs").asLong()));
            own.add(TimeUnit.MILLISECONDS.toNanos(call.path("durationMs").asLong()));
        }
        results.forget();
        return new Flood((calls + 1) / seconds, queued, own, otherMillis);
    }

    private static String ask(ResultCollector results, String session) {
        String id = UUID.randomUUID().toString();
        results.ask(id, session, UptimeCall.data(id, session), UptimeCall.headers(id));
        return id;
    }

    /** Commands a second that bubblewrap alone takes, as many at a time as the service runs. */
    private static double floor() throws InterruptedException, ExecutionException {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> loops = IntStream.range(0, AT_A_TIME)
                    .<Future<?>>mapToObj(i -> workers.submit(() -> {
                        while (System.nanoTime() - start < WINDOW_NANOS) {
                            run();
                            done.incrementAndGet();
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> loop : loops) {
                loop.get();
            }
        }
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    private static void run() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(BUBBLEWRAP).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("bubblewrap failed");
        }
    }

    private static void print(Flood flood, double before, double after) {
        System.getLogger(ToolFloodBench.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        String.join(
                                "\n",
                                "",
                                String.format(
                                        Locale.ROOT,
                                        "%d calls of %d sessions at once: %.0f calls/s; bubblewrap alone %.0f/s before,"
                                                + " %.0f/s after; ratio %.2f",
                                        CALLS,
                                        SESSIONS,
                                        flood.perSecond(),
                                        before,
                                        after,
                                        flood.perSecond() / ((before + after) / 2)),
                                String.format(
                                        Locale.ROOT, "%-44s %5s %9s %9s %9s", "milliseconds", "n", "p50", "p90", "p99"),
                                flood.queued().row("in the queue"),
                                flood.own().row("in the sandbox"),
                                String.format(
                                        Locale.ROOT,
                                        "one call of somebody else amid the flood: %.0f ms to its result",
                                        flood.otherMillis())));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
