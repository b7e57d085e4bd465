package io.agentaiops.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a bus may bring: events that are none, events twice, and older ones after newer ones. */
final class BusFault {

    /** All keys of corrupt events begin with it. */
    static final String CORRUPT = "storm-corrupt-";

    /** Topics on which a service waits for events of others. */
    private static final List<String> HEARD = List.of(
            "aiops.queries",
            "aiops.tool-calls",
            "aiops.tool-results",
            "aiops.documents",
            "aiops.operations",
            "aiops.operation-results",
            "aiops.metrics",
            "aiops.alerts",
            "aiops.audit");

    private BusFault() {}

    /** Bytes that are no JSON, records without the headers of an event, and events that break their schema. */
    record Corrupt(Stack stack, List<String> put) implements Fault {

        @Override
        public String name() {
            return "corrupt events on " + HEARD.size() + " topics";
        }

        @Override
        public void strike() {
            List<ProducerRecord<String, String>> records = new ArrayList<>();
            for (String topic : HEARD) {
                records.add(new ProducerRecord<>(topic, key(), "no event at all"));
            }
            records.add(event("aiops.documents", "io.agentaiops.document.changed.v1", "{\"documentId\":"));
            records.add(event("aiops.metrics", "io.agentaiops.metric.sampled.v1", "{\"metric\":\"probe.storm\"}"));
            records.add(event("aiops.tool-calls", "io.agentaiops.tool.call-requested.v1", "[1, 2, 3]"));
            records.add(event("aiops.alerts", "io.agentaiops.alert.raised.v1", "{\"labels\":{}}"));
            new Bus(stack.kafka()).send(records);
            records.forEach(record -> put.add(record.key()));
        }

        private static String key() {
            return CORRUPT + UUID.randomUUID();
        }

        private static ProducerRecord<String, String> event(String topic, String type, String data) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, key(), data);
            Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_type", type, "ce_source", "/e2e")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            return record;
        }

        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }

        @Override
        public void heal() {}
    }

    /** The last events of every topic once more, byte by byte, the newest first. */
    record Again(Stack stack, Set<Bus.Position> before) implements Fault {

        private static final int EVENTS = 40;

        @Override
        public String name() {
            return "up to " + EVENTS + " events of each topic again, backwards";
        }

        @Override
        public void strike() {
            Bus bus = new Bus(stack.kafka());
            for (String topic : HEARD) {
                List<ConsumerRecord<String, String>> records = bus.read(topic, value -> true).stream()
                        .filter(record -> !before.contains(Bus.Position.of(record)))
                        .filter(record -> record.key() == null || !record.key().startsWith(CORRUPT))
                        .toList();
                bus.send(records.reversed().stream()
                        .limit(EVENTS)
                        .map(record ->
                                new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers()))
                        .toList());
            }
        }

        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }

        @Override
        public void heal() {}
    }

    /** A document of another service in two versions, and the first again; a sample that is older than the last. */
    record Late(Stack stack, DocumentLoad documents) implements Fault {

        @Override
        public String name() {
            return "an older version and an older sample after the newer";
        }

        @Override
        public void strike() {
            Bus bus = new Bus(stack.kafka());
            String id = documents.folder() + "event-" + UUID.randomUUID() + ".md";
            String first = UUID.randomUUID().toString();
            String newer = DocumentLoad.word(1_000_002);
            document(bus, id, first, DocumentLoad.word(1_000_001));
            document(bus, id, UUID.randomUUID().toString(), newer);
            document(bus, id, first, DocumentLoad.word(1_000_001));
            documents.mustBe(id, newer);
            Instant now = Instant.now();
            for (Instant at : List.of(now, now.minus(Duration.ofMinutes(10)), now)) {
                bus.publish(
                        "aiops.metrics",
                        "probe.storm",
                        UUID.randomUUID().toString(),
                        "io.agentaiops.metric.sampled.v1",
                        Map.of(
                                "metric",
                                "probe.storm",
                                "value",
                                1,
                                "unit",
                                "percent",
                                "labels",
                                Map.of("host", "storm"),
                                "at",
                                at.toString()));
            }
        }

        private static void document(Bus bus, String id, String event, String word) {
            bus.publish(
                    "aiops.documents",
                    id,
                    event,
                    "io.agentaiops.document.changed.v1",
                    Map.of(
                            "documentId",
                            id,
                            "change",
                            "upserted",
                            "title",
                            "A document of the storm",
                            "mediaType",
                            "text/markdown",
                            "content",
                            DocumentLoad.content(word),
                            "tags",
                            List.of()));
        }

        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }

        @Override
        public void heal() {}
    }

    /** Where everything stands that was on the topics before the storm. */
    static Set<Bus.Position> positions(Stack stack) {
        Bus bus = new Bus(stack.kafka());
        Set<Bus.Position> found = new HashSet<>();
        for (String topic : HEARD) {
            for (String name : List.of(topic, topic + ".dlq")) {
                bus.read(name, value -> true).forEach(record -> found.add(Bus.Position.of(record)));
            }
        }
        return found;
    }

    /** The dead letters that were added since then. */
    static List<ConsumerRecord<String, String>> deadLettersSince(Stack stack, Set<Bus.Position> before) {
        Bus bus = new Bus(stack.kafka());
        return HEARD.stream()
                .flatMap(topic -> bus.read(topic + ".dlq", value -> true).stream())
                .filter(record -> !before.contains(Bus.Position.of(record)))
                .toList();
    }
}
