package io.agentaiops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Asks for tool calls over the bus and gathers their results, all on one thread. */
final class ResultCollector implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    /** Asked for; the value is the result once it is there. */
    private final Map<String, String> calls = new HashMap<>();

    private final List<Future<?>> sent = new ArrayList<>();
    private int ended;

    ResultCollector(String servers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all"), new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor("aiops.tool-results").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Sends without waiting. */
    void ask(String id, String key, String value, Map<String, String> headers) {
        calls.put(id, "");
        ProducerRecord<String, String> record = new ProducerRecord<>("aiops.tool-calls", key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        sent.add(producer.send(record));
    }

    /** The results, once there are that many. */
    List<String> await(int count) {
        requireSent();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ended < count) {
            take(end);
        }
        return new ArrayList<>(
                calls.values().stream().filter(result -> !result.isEmpty()).toList());
    }

    private void requireSent() {
        for (Future<?> future : sent) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka did not take a request", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        sent.clear();
    }

    /** Waits for the result of one call. */
    void await(String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (calls.getOrDefault(id, "").isEmpty()) {
            take(end);
        }
    }

    private void take(long end) {
        if (System.nanoTime() > end) {
            throw new IllegalStateException(ended + " of " + calls.size() + " results after " + PATIENCE);
        }
        consumer.poll(Duration.ofMillis(50)).forEach(record -> {
            String id = callId(record.value());
            String before = calls.get(id);
            if (before != null && before.isEmpty()) {
                calls.put(id, record.value());
                ended++;
            }
        });
    }

    private static String callId(String value) {
        try {
            return JSON.readTree(value).path("callId").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins anew. */
    void forget() {
        calls.clear();
        ended = 0;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
