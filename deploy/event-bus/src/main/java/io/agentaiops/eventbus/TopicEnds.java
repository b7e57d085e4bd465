package io.agentaiops.eventbus;

import io.agentaiops.eventcontracts.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Where the platform's topics end right now; for a backup to note. */
@ApplicationScoped
public class TopicEnds {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;

    TopicEnds(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /**
     * By topic and partition, the offset that the next message would get.
     *
     * @throws IOException when no broker answers within ten seconds
     */
    public Map<String, Map<Integer, Long>> read() throws IOException {
        List<String> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic.address());
        }
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeIf(key -> key.startsWith("key.") || key.startsWith("value."));
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("request.timeout.ms", (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(topics).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(partition -> asked.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
            }
            return ends(admin.listOffsets(asked).all().get());
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not tell its offsets: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Map<String, Map<Integer, Long>> ends(
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> offsets) {
        Map<String, Map<Integer, Long>> ends = new TreeMap<>();
        offsets.forEach((partition, end) -> ends.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), end.offset()));
        return ends;
    }
}
