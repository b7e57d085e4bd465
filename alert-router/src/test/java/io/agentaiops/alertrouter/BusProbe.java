package io.agentaiops.alertrouter;

import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Speaks and hears on Kafka as any other publisher does: with nothing but a client. */
final class BusProbe {

    private static final Map<String, Object> SERVERS =
            Map.of("bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));

    private BusProbe() {}

    static void send(Topic topic, String key, String id, String type, String data) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(SERVERS, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic.address(), key, data);
            Map.of(
                            EventHeaders.ID,
                            id,
                            EventHeaders.TYPE,
                            type,
                            EventHeaders.SOURCE,
                            "/test",
                            EventHeaders.SPEC_VERSION,
                            "1.0",
                            EventHeaders.TIME,
                            Instant.now().toString(),
                            EventHeaders.CONTENT_TYPE,
                            "application/json")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The data of all events of the topic whose data holds the text. */
    static List<String> read(String topic, String text) {
        List<String> found = new ArrayList<>();
        Map<String, Object> config = new HashMap<>(SERVERS);
        config.put("enable.auto.commit", "false");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value().contains(text)) {
                        found.add(record.value());
                    }
                }
            }
        }
        return found;
    }
}
