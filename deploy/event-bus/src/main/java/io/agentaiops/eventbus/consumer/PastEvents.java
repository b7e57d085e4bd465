package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventbus.codec.Decoded;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads again what was said on the bus, for as long as Kafka keeps it. No group, no offsets, no effect on who listens. */
@ApplicationScoped
public class PastEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> kafka;
    private final EventCodec codec;

    PastEvents(@Identifier("default-kafka-broker") Map<String, Object> kafka, EventCodec codec) {
        this.kafka = kafka;
        this.codec = codec;
    }

    /** Kafka does not answer. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(KafkaException cause) {
            super("Kafka can't be read: " + cause.getMessage(), cause);
        }
    }

    /**
     * Hands on the events of a type that were said since then, in order within each key.
     *
     * @param topic where they were said
     * @param type their type
     * @param since from when on, by Kafka's time
     * @param atMost how long to read
     * @param worthReading looks at an event's JSON before it is read; most are of no interest
     * @param events takes them
     * @return whether all was read in that time
     */
    public <E extends Event> boolean read(
            Topic topic,
            Class<E> type,
            Instant since,
            Duration atMost,
            Predicate<String> worthReading,
            Consumer<E> events) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = assign(consumer, topic, since);
            long stop = System.nanoTime() + atMost.toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
                if (System.nanoTime() > stop) {
                    return false;
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    hand(record, type, worthReading, events);
                }
            }
            return true;
        } catch (KafkaException e) {
            throw new Unreadable(e);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", "false");
        settings.put("max.poll.records", "5000");
        return settings;
    }

    private static Map<TopicPartition, Long> assign(
            KafkaConsumer<String, byte[]> consumer, Topic topic, Instant since) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.address(), PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(wanted, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp begin = begins.get(partition);
            consumer.seek(partition, begin == null ? ends.getOrDefault(partition, 0L) : begin.offset());
        }
        return ends;
    }

    /** What is no event went to the dead letters when it was said. */
    private <E extends Event> void hand(
            ConsumerRecord<String, byte[]> record, Class<E> type, Predicate<String> worthReading, Consumer<E> events) {
        EventType wanted = EventType.of(type);
        boolean ofType = codec.typeOf(record).filter(wanted.typeName()::equals).isPresent() && record.value() != null;
        if (ofType
                && worthReading.test(new String(record.value(), StandardCharsets.UTF_8))
                && codec.decode(record, wanted) instanceof Decoded.Valid valid) {
            events.accept(type.cast(valid.event()));
        }
    }
}
