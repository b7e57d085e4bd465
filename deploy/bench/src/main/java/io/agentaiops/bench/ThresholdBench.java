package io.agentaiops.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * 100,000 series, each sampled every 15 seconds, held against thresholds: how long alert-router takes over a round. A
 * round must be over before the next begins.
 */
public final class ThresholdBench {

    private static final int SERIES = 100_000;
    private static final int METRICS = 20;
    private static final int ROUNDS = 6;
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final String TOPIC = "aiops.metrics";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern HANDLED =
            Pattern.compile("aiops_bus_events_total\\{[^}]*outcome=\"handled\"[^}]*metric\\.sampled[^}]*} (\\S+)");
    private static final Pattern CPU = Pattern.compile("process_cpu_time_ns_total(?:\\{[^}]*})? (\\S+)");

    private ThresholdBench() {}

    /** Runs the bench; the argument is the root of the checkout. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        try (BenchStack stack = BenchStack.start(Path.of(arguments[0]), Map.of(), home -> {
            Path config = Files.createDirectories(home.resolve("config"));
            Files.writeString(config.resolve("thresholds.yml"), rules());
        })) {
            measure(stack.key());
        }
    }

    /** A rule a metric: most watch the newest value, one looks back over a minute. One series in a hundred is bad. */
    private static String rules() {
        StringBuilder rules = new StringBuilder("thresholds:\n");
        for (int i = 0; i < METRICS; i++) {
            rules.append("  - {alert: Bench%1$d, metric: bench.m%1$d, operator: '>', value: 99, for: 10m%2$s}%n"
                    .formatted(i, i == 0 ? ", calculate: average, over: 1m" : ""));
        }
        return rules.toString();
    }

    private static void measure(String key) throws IOException, InterruptedException, ExecutionException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BenchStack.KAFKA, "linger.ms", "20", "batch.size", "131072", "acks", "1");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int round = 0; round < ROUNDS; round++) {
                round(producer, key, round);
            }
        }
    }

    private static void round(KafkaProducer<String, byte[]> producer, String key, int round)
            throws IOException, InterruptedException, ExecutionException {
        double handled = metric(key, HANDLED);
        double cpu = metric(key, CPU);
        long begin = System.nanoTime();
        send(producer);
        double sent = (System.nanoTime() - begin) / 1e9;
        while (metric(key, HANDLED) - handled < SERIES && System.nanoTime() - begin < 120_000_000_000L) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        double took = (System.nanoTime() - begin) / 1e9;
        double used = (metric(key, CPU) - cpu) / 1e9;
        System.out.println(String.format(
                Locale.ROOT,
                "round %d%s: %,d samples sent in %5.1f s, all judged after %5.1f s (%,.0f /s), %5.1f s of CPU",
                round + 1,
                round == 0 ? " (cold)" : "",
                SERIES,
                sent,
                took,
                SERIES / took,
                used));
        TimeUnit.NANOSECONDS.sleep(Math.max(0, EVERY.toNanos() - (System.nanoTime() - begin)));
    }

    private static void send(KafkaProducer<String, byte[]> producer) throws InterruptedException, ExecutionException {
        Instant now = Instant.now();
        String run = UUID.randomUUID().toString();
        List<Future<RecordMetadata>> sent = new ArrayList<>(SERIES);
        for (int i = 0; i < SERIES; i++) {
            String metric = "bench.m" + i % METRICS;
            String data =
                    "{\"metric\":\"%s\",\"value\":%d,\"unit\":\"percent\",\"labels\":{\"host\":\"h%d\"},\"at\":\"%s\"}"
                            .formatted(metric, i % 2_000 < METRICS ? 100 : 42, i / METRICS, now);
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(TOPIC, metric, data.getBytes(StandardCharsets.UTF_8));
            Headers headers = record.headers();
            put(headers, "ce_id", run + "-" + i);
            put(headers, "ce_type", "io.agentaiops.metric.sampled.v1");
            put(headers, "ce_source", "/bench");
            put(headers, "ce_specversion", "1.0");
            put(headers, "content-type", "application/json");
            sent.add(producer.send(record));
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static double metric(String key, Pattern pattern) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + (8084 + BenchStack.OFFSET) + "/q/metrics"))
                .header("Authorization", "Bearer " + key)
                .build();
        String text = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return pattern.matcher(text)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }
}
