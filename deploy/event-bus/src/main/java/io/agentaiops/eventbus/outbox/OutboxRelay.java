package io.agentaiops.eventbus.outbox;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.codec.EventCodec;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jboss.logging.Logger;

/**
 * Empties the outbox into Kafka. A commit wakes the lane it wrote to; a slow poll finds what a killed replica left. One
 * replica at a time relays a lane, in the order of its rows, and rows are deleted once Kafka has acknowledged them all:
 * a kill in between sends them again under the same ids, which the inbox of the hearer drops.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;

    /** Longer than the producer's delivery timeout, so that a send ends before its transaction does. */
    private static final int TRANSACTION_SECONDS = 150;

    private final OutboxStore store;
    private final EventCodec codec;
    private final ServiceIdentity identity;
    private final KafkaSender sender;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /** For each lane: 0 idle, 1 draining, 2 draining and asked to look again. */
    private final AtomicIntegerArray lanes = new AtomicIntegerArray(OutboxStore.LANES);

    private volatile boolean stopped;

    OutboxRelay(OutboxStore store, EventCodec codec, ServiceIdentity identity, KafkaSender sender) {
        this.store = store;
        this.codec = codec;
        this.identity = identity;
        this.sender = sender;
    }

    /** Asks for the lane to be emptied. Cheap, and never lost: a drain under way looks again. */
    void wake(int lane) {
        int before = lanes.getAndUpdate(lane, state -> state == 0 ? 1 : 2);
        if (before == 0 && !stopped) {
            try {
                executor.execute(() -> drain(lane));
            } catch (RejectedExecutionException e) {
                LOG.debugf("stopping: outbox lane %d is left to another replica or the next start", lane);
            }
        }
    }

    /** Wakes every lane that holds rows. */
    void wakeWaiting() {
        if (!stopped) {
            store.waitingLanes().forEach(this::wake);
        }
    }

    /** Lets the batches under way end, for at most five seconds; what is left stays in the outbox. */
    void stop() throws InterruptedException {
        stopped = true;
        executor.shutdown();
        if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("Kafka did not take the last events in time; they stay in the outbox");
        }
    }

    private void drain(int lane) {
        try {
            do {
                lanes.set(lane, 1);
                while (!stopped && relayBatch(lane) == BATCH) {
                    // more may be waiting
                }
            } while (!lanes.compareAndSet(lane, 1, 0));
        } catch (RuntimeException e) {
            lanes.set(lane, 0);
            LOG.warnf("outbox lane %d can't be relayed now and is tried again: %s", lane, e.getMessage());
        }
    }

    private int relayBatch(int lane) {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            store.lock(lane);
            List<OutboxStore.Row> rows = store.next(lane, BATCH);
            if (!rows.isEmpty()) {
                send(rows);
                store.delete(rows.stream().map(OutboxStore.Row::id).toList());
            }
            return rows.size();
        });
    }

    private void send(List<OutboxStore.Row> rows) {
        List<Future<?>> sent = new ArrayList<>(rows.size());
        for (OutboxStore.Row row : rows) {
            EventMetadata meta = new EventMetadata(
                    row.eventId(), row.eventType(), identity.source(), row.occurredAt(), row.traceParent());
            sent.add(sender.send(codec.encode(row.topic(), row.key(), meta, row.data())));
        }
        for (Future<?> future : sent) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka did not take the event: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while Kafka took events", e);
            }
        }
    }
}
