package io.agentaiops.local.engine;

import io.agentaiops.eventcontracts.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of the platform on a broker. */
public final class KafkaTopics {

    private static final int PARTITIONS = 6;

    private KafkaTopics() {}

    /** Makes those of the platform's topics, with their dead-letter topics, that the cluster does not have yet. */
    public static void create(String bootstrapServers) {
        Map<String, Object> settings = KafkaSettings.of(bootstrapServers);
        settings.putAll(Map.of("request.timeout.ms", 15_000, "retries", 20));
        try (Admin admin = Admin.create(settings)) {
            Set<String> present = new HashSet<>(admin.listTopics().names().get());
            List<NewTopic> missing = Stream.of(Topic.values())
                    .flatMap(topic -> Stream.of(
                            new NewTopic(topic.address(), Optional.of(PARTITIONS), Optional.empty()),
                            new NewTopic(topic.deadLetters(), Optional.of(1), Optional.empty())))
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "cannot create the topics on " + bootstrapServers + ": " + e.getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topics", e);
        }
    }
}
