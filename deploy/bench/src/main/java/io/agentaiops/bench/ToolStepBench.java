package io.agentaiops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a tool step costs beyond the tool: a {@code ToolCallRequested} event to its {@code ToolCallCompleted}, less the time
 * the tool itself took, beside a bare request and reply over the same broker in the same run, paced alike.
 */
public final class ToolStepBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVERS = BenchStack.KAFKA;
    private static final int WARM_UP = 500;
    private static final int CALLS = 300;
    private static final Duration PACE = Duration.ofMillis(20);

    private ToolStepBench() {}

    /**
     * Starts a stack, measures, stops it.
     *
     * @param arguments the root of the checkout, with the services built
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path root = Path.of(arguments[0]);
        try (BenchStack running = BenchStack.start(root, Map.of())) {
            print(floor(), toolSteps());
        }
    }

    private static void print(Latencies floor, Latencies step) {
        System.Logger log = System.getLogger(ToolStepBench.class.getName());
        log.log(
                System.Logger.Level.INFO,
                String.join(
                        "\n",
                        "",
                        String.format(Locale.ROOT, "%-44s %5s %9s %9s %9s", "milliseconds", "n", "p50", "p90", "p99"),
                        floor.row("Kafka request and reply, bare"),
                        step.row("tool step, less the tool's own time"),
                        String.format(
                                Locale.ROOT, "ratio of the p50: %.1f", step.percentile(0.5) / floor.percentile(0.5))));
    }

    private static Latencies floor() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SERVERS))) {
            admin.createTopics(List.of(
                            new NewTopic("bench.requests", 6, (short) 1), new NewTopic("bench.replies", 6, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaConsumer<String, String> requests = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", SERVERS, "group.id", "bench", "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer());
                KafkaProducer<String, String> replies = new KafkaProducer<>(
                        Map.of("bootstrap.servers", SERVERS, "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer());
                RequestReply client = new RequestReply(SERVERS, "bench.replies", value -> value)) {
            Thread echo = Thread.ofPlatform().daemon().start(() -> echo(requests, replies));
            Latencies latencies = new Latencies();
            for (int i = 0; i < WARM_UP + CALLS; i++) {
                String id = UUID.randomUUID().toString();
                long start = System.nanoTime();
                client.ask("bench.requests", id, id, Map.of());
                if (i >= WARM_UP) {
                    latencies.add(System.nanoTime() - start);
                }
                LockSupport.parkNanos(PACE.toNanos());
            }
            requests.wakeup();
            echo.join(5000);
            return latencies;
        }
    }

    private static void echo(KafkaConsumer<String, String> requests, KafkaProducer<String, String> replies) {
        requests.subscribe(List.of("bench.requests"));
        try {
            while (true) {
                for (ConsumerRecord<String, String> record : requests.poll(Duration.ofMillis(100))) {
                    replies.send(new ProducerRecord<>("bench.replies", record.key(), record.value()))
                            .get();
                }
            }
        } catch (WakeupException e) {
            requests.unsubscribe();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Latencies toolSteps() {
        try (RequestReply client = new RequestReply(
                SERVERS,
                "aiops.tool-results",
                value -> json(value).path("callId").asText())) {
            Latencies latencies = new Latencies();
            for (int i = 0; i < WARM_UP + CALLS; i++) {
                String id = UUID.randomUUID().toString();
                long start = System.nanoTime();
                JsonNode result =
                        json(client.ask("aiops.tool-calls", id, UptimeCall.data(id, id), UptimeCall.headers(id)));
                long own = result.path("durationMs").asLong() * 1_000_000;
                if (!result.path("state").asText().equals("succeeded")) {
                    throw new IllegalStateException("the tool did not succeed: " + result);
                }
                if (i >= WARM_UP) {
                    latencies.add(System.nanoTime() - start - own);
                }
                LockSupport.parkNanos(PACE.toNanos());
            }
            return latencies;
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
