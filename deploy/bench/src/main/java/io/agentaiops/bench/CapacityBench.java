package io.agentaiops.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one machine holds: how long a start takes on a machine that has run it before, the memory of services that do
 * nothing, and questions answered from the runbooks by so many clients at a time, with the processor that each program
 * spends on one.
 */
public final class CapacityBench {

    private static final List<String> SERVICES =
            List.of("agent-gateway", "tool-runner", "rag-indexer", "ops-scheduler", "alert-router");
    private static final List<String> PROGRAMS = List.of(
            "agent-gateway",
            "tool-runner",
            "rag-indexer",
            "ops-scheduler",
            "alert-router",
            "kafka",
            "postgres",
            "opensearch");
    private static final List<String> QUESTIONS = List.of(
            "The disk of server %d is filling up, what do I do?",
            "The memory of host %d grows and grows, where do I look?",
            "Ollama on machine %d does not answer, how do I get it back?",
            "A certificate on node %d has expired, what is to be done?",
            "Service %d answers slowly since this morning, how do I find out why?",
            "OpenSearch of cluster %d is red, what are the steps?");
    private static final List<Integer> CLIENTS = List.of(1, 4, 16, 64);
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(40);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final BenchStack stack;
    private final String key;
    private final AtomicLong asked = new AtomicLong();

    private CapacityBench(BenchStack stack) throws IOException {
        this.stack = stack;
        this.key = stack.key();
    }

    /** Starts a stack, measures, stops it; the argument is the root of the checkout, with the services built. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        try (BenchStack running = BenchStack.start(Path.of(arguments[0]), Map.of("AIOPS_CLASS_DATA", "on"))) {
            CapacityBench bench = new CapacityBench(running);
            bench.ask(8, Duration.ofSeconds(30));
            bench.start();
            bench.idle();
            bench.ask(16, WINDOW);
            for (int clients : CLIENTS) {
                bench.questions(clients);
            }
        }
    }

    private void start() throws IOException, InterruptedException {
        // The first end wrote the caches, the second start is the one with them.
        stack.restart();
        say("start of everything, warm: %.1f s", stack.restart());
        for (String service : SERVICES) {
            say("  %-16s started in %.2f s by its own count", service, stack.startSeconds(service));
        }
    }

    private void idle() throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(IDLE.toMillis());
        double all = 0;
        for (String service : SERVICES) {
            double resident = stack.residentMegabytes(service);
            all += resident;
            say("  %-16s %6.0f MiB resident", service, resident);
        }
        say("five services that do nothing: %.0f MiB resident", all);
    }

    private void questions(int clients) throws IOException, InterruptedException, ExecutionException {
        Map<String, Double> before = processor();
        Asked asked = ask(clients, WINDOW);
        Map<String, Double> after = processor();
        say(
                "%d clients: %.1f questions/s, p50 %.0f ms, p99 %.0f ms, %d not answered",
                clients,
                asked.answered() / (WINDOW.toMillis() / 1000.0),
                asked.latencies().percentile(0.5),
                asked.latencies().percentile(0.99),
                asked.refused());
        StringBuilder spent = new StringBuilder("  processor for each, ms:");
        before.forEach((program, seconds) -> spent.append(String.format(
                Locale.ROOT,
                " %s %.1f",
                program,
                (after.getOrDefault(program, 0.0) - seconds) * 1_000 / Math.max(1, asked.answered()))));
        say("%s", spent);
    }

    private Map<String, Double> processor() throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String program : PROGRAMS) {
            seconds.put(program, stack.processorSeconds(program));
        }
        return seconds;
    }

    /** What clients got that asked one question after the other. */
    private record Asked(Latencies latencies, long answered, long refused) {}

    private Asked ask(int clients, Duration window) throws InterruptedException, ExecutionException {
        Latencies latencies = new Latencies();
        AtomicLong refused = new AtomicLong();
        AtomicLong answered = new AtomicLong();
        long end = System.nanoTime() + window.toNanos();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(all.submit(() -> {
                    while (System.nanoTime() < end) {
                        long begin = System.nanoTime();
                        if (!answer()) {
                            refused.incrementAndGet();
                            continue;
                        }
                        answered.incrementAndGet();
                        synchronized (latencies) {
                            latencies.add(System.nanoTime() - begin);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return new Asked(latencies, answered.get(), refused.get());
    }

    /** Asks something that nobody asked before, and waits for the answer. */
    private boolean answer() throws IOException, InterruptedException {
        long number = asked.incrementAndGet();
        String text = String.format(Locale.ROOT, QUESTIONS.get((int) (number % QUESTIONS.size())), number);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + BenchStack.GATEWAY_PORT + "/api/v1/queries"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(HttpRequest.BodyPublishers.ofString("{\"mode\":\"runbook\",\"text\":\"" + text + "\"}"))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 && answer.body().contains("\"succeeded\"");
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency for one private method
    private static void say(String format, Object... values) {
        System.getLogger(CapacityBench.class.getName())
                .log(System.Logger.Level.INFO, String.format(Locale.ROOT, format, values));
    }
}
