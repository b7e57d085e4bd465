package io.agentaiops.opsscheduler.testing;

import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Publishes with nothing but a Kafka client, as strangers do. */
public final class RawKafka {

    /** The trace that its events belong to. */
    public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private RawKafka() {}

    /** Sends one record and waits until it is stored. */
    public static void send(Topic topic, String key, String id, String type, String json) {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(topic.address(), key, json.getBytes(StandardCharsets.UTF_8));
            header(record, EventHeaders.ID, id);
            header(record, EventHeaders.TYPE, type);
            header(record, EventHeaders.SOURCE, "/aiops/a-test");
            header(record, EventHeaders.TIME, Instant.now().toString());
            header(record, EventHeaders.SPEC_VERSION, "1.0");
            header(record, EventHeaders.CONTENT_TYPE, "application/json");
            header(record, "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
