package io.agentaiops.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventcontracts.EventHeaders;
import io.agentaiops.eventcontracts.Topic;
import io.agentaiops.local.testing.TestEngines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DeadLetterBoxIT {

    private final String servers =
            Objects.requireNonNull(TestEngines.start(Set.of("kafka")).get("KAFKA_BOOTSTRAP_SERVERS"));

    @Test
    void letterIsListedAndReplayedOnceWithoutItsReason() {
        put(Topic.DOCUMENTS, "k1", "{\"n\": 1}");
        DeadLetterBox box = new DeadLetterBox(servers, Topic.DOCUMENTS);

        assertThat(box.waiting()).singleElement().satisfies(letter -> {
            assertThat(letter.code()).isEqualTo("schema-violation");
            assertThat(letter.reason()).isEqualTo("n is missing");
        });
        assertThat(box.replay()).isEqualTo(1);
        assertThat(box.replay()).isZero();
        assertThat(box.waiting()).isEmpty();

        assertThat(replayed(Topic.DOCUMENTS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("k1");
            assertThat(record.value()).isEqualTo("{\"n\": 1}");
            assertThat(record.headers().lastHeader(EventHeaders.ID)).isNotNull();
            assertThat(record.headers()).noneMatch(header -> header.key().startsWith("dlq_"));
        });
    }

    @Test
    void topicWithoutDeadLettersReplaysNothing() {
        assertThat(new DeadLetterBox(servers, Topic.APPROVALS).replay()).isZero();
    }

    private void put(Topic topic, String key, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic.deadLetters(), key, value);
            Map.of(
                            EventHeaders.ID, "id-1",
                            EventHeaders.TYPE, "io.agentaiops.document.changed.v1",
                            EventHeaders.DEAD_LETTER_CODE, "schema-violation",
                            EventHeaders.DEAD_LETTER_REASON, "n is missing")
                    .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            var sent = producer.send(record);
            producer.flush();
            assertThat(sent.isDone()).isTrue();
        }
    }

    private List<ConsumerRecord<String, String>> replayed(Topic topic) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "group.id", "look", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic.address()));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return !records.isEmpty();
            });
        }
        return records;
    }
}
