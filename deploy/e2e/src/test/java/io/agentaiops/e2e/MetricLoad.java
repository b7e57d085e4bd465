package io.agentaiops.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Samples of a metric, sent as another service would: with a Kafka client and nothing else. */
final class MetricLoad extends Load {

    private final KafkaProducer<String, String> producer;

    MetricLoad(Stack stack) {
        super("metrics", Duration.ofMillis(500));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", stack.kafka(),
                        "acks", "all",
                        "max.block.ms", "3000",
                        "request.timeout.ms", "2000",
                        "delivery.timeout.ms", "3000",
                        "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    @Override
    Attempt ask(int number) {
        Map<String, Object> sample = Map.of(
                "metric",
                "probe.storm",
                "value",
                number % 100,
                "unit",
                "percent",
                "labels",
                Map.of("host", "storm"),
                "at",
                Instant.now().toString());
        ProducerRecord<String, String> record = new ProducerRecord<>("aiops.metrics", "probe.storm", Json.text(sample));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "io.agentaiops.metric.sampled.v1",
                        "ce_source", "/e2e")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return attempt(Outcome.ACCEPTED, "");
        } catch (ExecutionException e) {
            return attempt(Outcome.UNKNOWN, nameOf(e));
        } catch (TimeoutException e) {
            return attempt(Outcome.UNKNOWN, "TimeoutException");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return attempt(Outcome.UNKNOWN, "interrupted");
        }
    }

    @Override
    void stop() {
        super.stop();
        producer.close(Duration.ofSeconds(5));
    }
}
