package io.agentaiops.toolrunner;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.codec.Decoded;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Another service on the bus: says events and hears what tool-runner says. */
@ApplicationScoped
class BusProbe {

    private final EventCodec codec;
    private final String servers;

    BusProbe(EventCodec codec, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.codec = codec;
        this.servers = servers;
    }

    /** Says the event under a new id; returns the id. */
    String send(Event event) {
        String id = Ids.next();
        send(event, id);
        return id;
    }

    void send(Event event, String id) {
        send(event, id, null);
    }

    void send(Event event, String id, @Nullable String traceParent) {
        EventType type = EventType.of(event.getClass());
        EventMetadata meta = new EventMetadata(id, type.typeName(), "/test", Instant.now(), traceParent);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(codec.encode(type.topic().address(), event.key(), meta, codec.data(event)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every event of the type that is on its topic now and fits. */
    <E extends Event> List<E> heard(Class<E> type, Predicate<E> fits) {
        List<E> events = new ArrayList<>();
        EventType eventType = EventType.of(type);
        for (ConsumerRecord<String, byte[]> record : records(eventType.topic().address())) {
            if (codec.typeOf(record).filter(eventType.typeName()::equals).isPresent()
                    && codec.decode(record, eventType) instanceof Decoded.Valid valid) {
                E event = type.cast(valid.event());
                if (fits.test(event)) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }
}
