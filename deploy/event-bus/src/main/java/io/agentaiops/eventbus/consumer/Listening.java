package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventbus.outbox.KafkaSender;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Asks the service what it wants to hear, and runs one loop for each topic until it stops. */
@ApplicationScoped
class Listening {

    /** So many in a session: with each a replica learns that it is to take over what another one left. */
    private static final int HEARTBEATS = 6;

    private final Event<Subscriptions> ask;
    private final Map<String, Object> kafka;
    private final ServiceIdentity identity;
    private final PartitionWork work;
    private final EventCodec codec;
    private final EventHandling handling;
    private final TopicCreation topics;
    private final InboxStore inbox;
    private final KafkaSender sender;
    private final BusMetrics metrics;
    private final BusConfig config;

    private final List<TopicLoop> loops = new ArrayList<>();
    private final List<BroadcastLoop> broadcasts = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Many collaborators, since this is the place where the consumer side is put together and nothing else. */
    Listening(
            Event<Subscriptions> ask,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ServiceIdentity identity,
            PartitionWork work,
            EventCodec codec,
            EventHandling handling,
            TopicCreation topics,
            InboxStore inbox,
            KafkaSender sender,
            BusMetrics metrics,
            BusConfig config) {
        this.ask = ask;
        this.kafka = kafka;
        this.identity = identity;
        this.work = work;
        this.codec = codec;
        this.handling = handling;
        this.topics = topics;
        this.inbox = inbox;
        this.sender = sender;
        this.metrics = metrics;
        this.config = config;
    }

    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        Subscriptions handlers = new Subscriptions();
        ask.fire(handlers);
        Set<Topic> shared =
                topicsOf(Stream.concat(handlers.each().keySet().stream(), handlers.batch().keySet().stream()));
        Set<Topic> live = topicsOf(handlers.broadcast().keySet().stream());
        thread("bus-start", () -> {
            topics.create();
            sender.learn(EnumSet.of(Topic.METRICS, Topic.PROGRESS, Topic.LOGS, Topic.TRACES));
            shared.forEach(topic -> listen(topic, handlers));
            if (!live.isEmpty()) {
                follow(live, handlers);
            }
        });
    }

    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        List<Thread> running;
        synchronized (threads) {
            topics.stop();
            loops.forEach(TopicLoop::stop);
            broadcasts.forEach(BroadcastLoop::stop);
            running = List.copyOf(threads);
        }
        for (Thread thread : running) {
            thread.join(8000);
        }
    }

    @Scheduled(every = "1h", delayed = "5m", identity = "inbox-retention")
    @RunOnVirtualThread
    void forgetOldEvents() {
        inbox.forget(config.inboxRetention());
    }

    /** Topics whose loop has stood still for minutes. */
    List<String> stuck() {
        synchronized (threads) {
            return loops.stream()
                    .filter(loop -> !loop.isAlive())
                    .map(loop -> loop.topic().address())
                    .toList();
        }
    }

    private void listen(Topic topic, Subscriptions handlers) {
        String group = identity.service() + "." + topic.address();
        TopicLoop loop = new TopicLoop(topic, consumer(group), handlers, work, config.backOff());
        synchronized (threads) {
            loops.add(loop);
        }
        metrics.watch(loop);
        thread("bus-" + topic.address(), loop);
    }

    private void follow(Set<Topic> live, Subscriptions handlers) {
        BroadcastLoop loop =
                new BroadcastLoop(live, consumer(identity.service() + "." + Ids.next()), handlers, codec, handling);
        synchronized (threads) {
            broadcasts.add(loop);
        }
        thread("bus-live", loop);
    }

    private void thread(String name, Runnable body) {
        Thread thread = Thread.ofPlatform().name(name).daemon().unstarted(body);
        synchronized (threads) {
            threads.add(thread);
        }
        thread.start();
    }

    private Consumer<String, byte[]> consumer(String group) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        settings.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.sessionTimeout().toMillis()));
        settings.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Math.toIntExact(config.sessionTimeout().toMillis() / HEARTBEATS));
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static Set<Topic> topicsOf(Stream<EventType> types) {
        return types.map(EventType::topic).collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
    }
}
