package io.agentaiops.local.deadletters;

import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.local.engine.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead letters of one topic. Which were replayed is remembered by the offsets of a consumer group. */
public final class DeadLetterBox {

    private static final String GROUP = "aiops-replay";
    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final Topic topic;

    public DeadLetterBox(String bootstrapServers, Topic topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /** Those that were not replayed yet, oldest first. */
    public List<DeadLetter> waiting() {
        List<DeadLetter> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            eachWaiting(consumer, records -> records.forEach(record -> letters.add(DeadLetter.of(record))));
        }
        return letters;
    }

    /**
     * Sends those that were not replayed yet to the topic that they come from, as they were before they became dead
     * letters. Only those that were there at the beginning, so that one that fails again does not go round in circles.
     *
     * @return how many
     */
    public int replay() {
        int[] count = {0};
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            eachWaiting(consumer, records -> {
                count[0] += records.size();
                send(producer, records);
                commit(consumer, records);
            });
        }
        return count[0];
    }

    private void eachWaiting(
            KafkaConsumer<byte[], byte[]> consumer,
            java.util.function.Consumer<List<ConsumerRecord<byte[], byte[]>>> use) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.deadLetters()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end(ends, partition))) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                if (record.offset() < end(ends, new TopicPartition(record.topic(), record.partition()))) {
                    records.add(record);
                }
            }
            use.accept(records);
        }
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        Long end = ends.get(partition);
        return end == null ? 0 : end;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, List<ConsumerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            ProducerRecord<byte[], byte[]> again =
                    new ProducerRecord<>(topic.address(), null, record.key(), record.value());
            for (Header header : record.headers()) {
                if (!header.key().startsWith(EventHeaders.DEAD_LETTER_PREFIX)) {
                    again.headers().add(header);
                }
            }
            sent.add(producer.send(again));
        }
        producer.flush();
        sent.forEach(DeadLetterBox::confirm);
    }

    private static void confirm(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a dead letter could not be sent again: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a dead letter again", e);
        }
    }

    private static void commit(KafkaConsumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        records.forEach(record -> offsets.put(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1)));
        consumer.commitSync(offsets);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = KafkaSettings.of(bootstrapServers);
        settings.putAll(Map.of("group.id", GROUP, "enable.auto.commit", "false", "auto.offset.reset", "earliest"));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = KafkaSettings.of(bootstrapServers);
        settings.putAll(Map.of("enable.idempotence", "true", "acks", "all"));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
