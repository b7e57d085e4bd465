package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventcontracts.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Creates the platform's topics where they are missing, waiting for Kafka as long as it takes. */
@ApplicationScoped
class TopicCreation {

    private static final Logger LOG = Logger.getLogger(TopicCreation.class);

    private final Map<String, Object> kafka;
    private final BusConfig config;
    private volatile boolean stopped;

    TopicCreation(@Identifier("default-kafka-broker") Map<String, Object> kafka, BusConfig config) {
        this.kafka = kafka;
        this.config = config;
    }

    void create() {
        if (!config.createTopics()) {
            return;
        }
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeIf(key -> key.startsWith("key.") || key.startsWith("value."));
        try (Admin admin = Admin.create(settings)) {
            while (!stopped && !created(admin)) {
                LOG.debug("asking Kafka again for the topics");
            }
        }
    }

    void stop() {
        stopped = true;
    }

    private boolean created(Admin admin) {
        try {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = Stream.of(Topic.values())
                    .flatMap(topic -> Stream.of(
                            new NewTopic(topic.address(), Optional.of(config.partitions()), Optional.empty()),
                            new NewTopic(topic.deadLetters(), Optional.of(1), Optional.empty())))
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get();
            }
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return true;
            }
            LOG.warnf("Kafka can't be asked for the topics yet: %s", e.getCause());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
