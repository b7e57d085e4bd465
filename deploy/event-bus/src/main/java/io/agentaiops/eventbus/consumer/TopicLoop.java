package io.agentaiops.eventbus.consumer;

import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Polls one topic for the service's consumer group. The partitions of a poll are handled side by side, each in order;
 * offsets are committed after the effects, a few times a second and whenever a partition leaves. A partition whose event must be tried again is paused while it waits, so
 * that the others go on and the group membership stays.
 */
final class TopicLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(TopicLoop.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(5);
    private static final long COMMIT_NANOS = Duration.ofMillis(100).toNanos();

    private final Topic topic;
    private final Consumer<String, byte[]> consumer;
    private final Subscriptions handlers;
    private final PartitionWork work;
    private final Duration backOff;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<TopicPartition, Waiting> waiting = new HashMap<>();

    /** What is handled and not committed yet. */
    private final Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();

    private long lastCommit = System.nanoTime();
    private boolean rewind;
    private volatile boolean stopped;
    private volatile long lastPoll = System.nanoTime();
    private volatile long lag;
    private volatile int held;

    private record Waiting(int attempts, long untilNanos) {}

    TopicLoop(
            Topic topic,
            Consumer<String, byte[]> consumer,
            Subscriptions handlers,
            PartitionWork work,
            Duration backOff) {
        this.topic = topic;
        this.consumer = consumer;
        this.handlers = handlers;
        this.work = work;
        this.backOff = backOff;
    }

    @Override
    public void run() {
        consumer.subscribe(List.of(topic.address()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                commitNow();
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                handled.keySet().removeAll(partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                // It goes on from the committed offsets.
            }
        });
        try {
            while (!stopped) {
                turn();
            }
        } catch (WakeupException e) {
            LOG.debugf("%s is no longer listened to", topic.address());
        } finally {
            commitNow();
            consumer.close(Duration.ofSeconds(5));
            executor.shutdownNow();
        }
    }

    private void turn() {
        try {
            lastPoll = System.nanoTime();
            if (rewind) {
                rewindToCommitted();
                rewind = false;
            }
            resumeDue();
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            measure(records.count());
            if (!records.isEmpty()) {
                handle(records);
            }
            if (!handled.isEmpty() && System.nanoTime() - lastCommit > COMMIT_NANOS) {
                commit();
            }
        } catch (WakeupException e) {
            throw e;
        } catch (RebalanceInProgressException e) {
            LOG.debugf("offsets of %s are committed after the rebalance", topic.address());
        } catch (KafkaException e) {
            LOG.warnf("%s can't be listened to now and is tried again: %s", topic.address(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "listening to %s failed; it goes on from the last committed offsets", topic.address());
            rewind = true;
        }
    }

    /** What is known without asking the brokers: the ends that came with the last answers. */
    private void measure(int taken) {
        lag = taken
                + consumer.assignment().stream()
                        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                        .sum();
        held = waiting.size();
    }

    private void handle(ConsumerRecords<String, byte[]> records) {
        Map<TopicPartition, Future<PartitionWork.Progress>> running = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<String, byte[]>> part = records.records(partition);
            Waiting before = waiting.get(partition);
            int attempt = before == null ? 0 : before.attempts();
            running.put(partition, executor.submit(() -> work.handle(topic, part, attempt, handlers)));
        }
        running.forEach((partition, future) -> {
            PartitionWork.Progress progress = await(future);
            long first = records.records(partition).getFirst().offset();
            if (progress.retry()) {
                waitBeforeRetry(partition, progress.next(), progress.next() == first);
            } else {
                waiting.remove(partition);
            }
            if (progress.next() > first) {
                handled.put(partition, new OffsetAndMetadata(progress.next()));
            }
        });
    }

    /** A kill before the end of this hands the events out again; the inbox knows them. */
    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(handled);
        handled.clear();
        lastCommit = System.nanoTime();
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                // A later commit says more than this one; without one, the events come again.
                LOG.debugf("offsets of %s are not committed yet: %s", topic.address(), failure.getMessage());
            }
        });
    }

    /** Before a partition goes to somebody else, who would handle again what is done. */
    private void commitNow() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(handled);
        handled.clear();
        if (!offsets.isEmpty()) {
            try {
                consumer.commitSync(offsets, COMMIT_LIMIT);
            } catch (WakeupException e) {
                // The call to stop came before; it wakes once.
                consumer.commitSync(offsets, COMMIT_LIMIT);
            } catch (KafkaException e) {
                LOG.warnf(
                        "offsets of %s are not committed, its last events come again: %s",
                        topic.address(), e.getMessage());
            }
        }
    }

    private void waitBeforeRetry(TopicPartition partition, long offset, boolean sameEvent) {
        Waiting before = waiting.get(partition);
        int attempts = sameEvent && before != null ? before.attempts() + 1 : 1;
        long wait = backOff.toNanos() * (1L << Math.min(attempts - 1, 5));
        waiting.put(partition, new Waiting(attempts, System.nanoTime() + wait));
        consumer.seek(partition, offset);
        consumer.pause(Set.of(partition));
    }

    private void resumeDue() {
        Set<TopicPartition> mine = consumer.assignment();
        waiting.keySet().retainAll(mine);
        Set<TopicPartition> due = new HashSet<>(consumer.paused());
        due.removeIf(partition -> {
            Waiting until = waiting.get(partition);
            return until != null && until.untilNanos() - System.nanoTime() > 0;
        });
        consumer.resume(due);
    }

    /** Goes back to what is committed, so that nothing handed out and not handled is passed over. */
    private void rewindToCommitted() {
        commitNow();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(consumer.assignment());
        committed.forEach((partition, offset) -> {
            if (offset == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        });
    }

    private static PartitionWork.Progress await(Future<PartitionWork.Progress> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while handling events", e);
        }
    }

    /** Whether the loop turns: its last poll is not long ago. */
    boolean isAlive() {
        return System.nanoTime() - lastPoll < Duration.ofMinutes(2).toNanos();
    }

    /** Events that were not handled when last looked. */
    long lag() {
        return lag;
    }

    /** Partitions that wait to try an event again. */
    int waiting() {
        return held;
    }

    Topic topic() {
        return topic;
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }
}
