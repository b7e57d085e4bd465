package io.agentaiops.ragindexer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Another program on the bus: knows Kafka and the documented wire format, and nothing of our code. */
public final class Wire {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A record as it was read.
     *
     * @param key of the record
     * @param type of the event
     * @param deadLetterReason why it was given up, when it was
     * @param data its JSON
     */
    public record Event(@Nullable String key, String type, String deadLetterReason, JsonNode data) {}

    private Wire() {}

    static void send(EventType type, String eventId, String key, Object data) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(type.topic().address(), key, JSON.writeValueAsBytes(data));
            Map<String, String> headers = Map.of(
                    EventHeaders.SPEC_VERSION, "1.0",
                    EventHeaders.ID, eventId,
                    EventHeaders.TYPE, type.typeName(),
                    EventHeaders.SOURCE, "/test",
                    EventHeaders.CONTENT_TYPE, "application/json");
            headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Events of that type with that key, oldest first. */
    static List<Event> read(EventType type, String key) {
        return read(type.topic().address(), key).stream()
                .filter(event -> event.type().equals(type.typeName()))
                .toList();
    }

    static List<Event> read(String topic, String key) {
        return readWhere(topic, each -> Objects.equals(key, each));
    }

    /** All events of that type, oldest first in each partition. */
    public static List<Event> read(EventType type) {
        return readWhere(type.topic().address(), each -> each != null).stream()
                .filter(event -> event.type().equals(type.typeName()))
                .toList();
    }

    /** How many events of that type each key has. */
    static Map<String, Long> counts(EventType type) {
        return read(type).stream()
                .collect(Collectors.groupingBy(event -> String.valueOf(event.key()), Collectors.counting()));
    }

    private static List<Event> readWhere(String topic, Predicate<@Nullable String> keys) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Event> found = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (keys.test(record.key())) {
                        found.add(new Event(
                                record.key(),
                                text(record.headers().lastHeader(EventHeaders.TYPE)),
                                text(record.headers().lastHeader(EventHeaders.DEAD_LETTER_REASON)),
                                json(record.value())));
                    }
                });
            }
            return found;
        }
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(@Nullable Header header) {
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String servers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
