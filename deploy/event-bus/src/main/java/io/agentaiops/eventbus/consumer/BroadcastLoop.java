package io.agentaiops.eventbus.consumer;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.codec.Decoded;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventcontracts.EventType;
import io.agentaiops.eventcontracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** Follows topics from now on for this replica alone: no group, no offsets kept, no retries. */
final class BroadcastLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(BroadcastLoop.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Set<Topic> topics;
    private final Consumer<String, byte[]> consumer;
    private final Subscriptions handlers;
    private final EventCodec codec;
    private final EventHandling handling;
    private volatile boolean stopped;

    BroadcastLoop(
            Set<Topic> topics,
            Consumer<String, byte[]> consumer,
            Subscriptions handlers,
            EventCodec codec,
            EventHandling handling) {
        this.topics = topics;
        this.consumer = consumer;
        this.handlers = handlers;
        this.codec = codec;
        this.handling = handling;
    }

    @Override
    public void run() {
        try {
            while (!stopped && !assigned()) {
                LOG.debug("waiting for the topics");
            }
            while (!stopped) {
                turn();
            }
        } catch (WakeupException e) {
            LOG.debug("live events are no longer followed");
        } finally {
            consumer.close(Duration.ofSeconds(2));
        }
    }

    /** Assigns every partition from its end; false when Kafka can't tell them yet. */
    private boolean assigned() {
        try {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic.address(), Duration.ofSeconds(5)).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            return !partitions.isEmpty();
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("live events can't be followed yet: %s", e.getMessage());
            return false;
        }
    }

    private void turn() {
        try {
            consumer.poll(POLL).forEach(this::handle);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("live events can't be followed now: %s", e.getMessage());
        }
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        EventType type = codec.typeOf(record).flatMap(EventType::of).orElse(null);
        if (type == null || !handlers.broadcast().containsKey(type)) {
            return;
        }
        switch (codec.decode(record, type)) {
            case Decoded.Valid valid -> {
                try {
                    handling.observed(type.typeName(), valid.meta().traceParent(), () -> {
                        requireNonNull(handlers.broadcast().get(type)).handle(valid.event(), valid.meta());
                        return true;
                    });
                } catch (RuntimeException e) {
                    LOG.errorf(e, "live event was not handled type=%s", type.typeName());
                }
            }
            case Decoded.Invalid invalid -> LOG.debugf("live event skipped: %s", invalid.reason());
        }
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }
}
