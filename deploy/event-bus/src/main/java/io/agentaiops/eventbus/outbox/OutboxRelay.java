package io.agentaiops.eventbus.outbox;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventbus.codec.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Empties the outbox into Kafka. A commit wakes the lane it wrote to; a slow poll finds what a killed replica left. One
 * replica at a time relays a lane, in the order of its rows, and rows are deleted once Kafka has acknowledged them all:
 * a kill in between sends them again under the same ids, which the inbox of the hearer drops.
 *
 * <p>One drain per replica takes all lanes that were woken: what is committed while Kafka answers goes together with
 * the next, so that many small commits cost few transactions here and few requests there. Before each batch it gives way
 * to what is more urgent.
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
    private final TraceContext traces;
    private final RelayBrake brake;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /** A bit for each lane that is to be looked at. */
    private final AtomicInteger asked = new AtomicInteger();

    private final AtomicBoolean draining = new AtomicBoolean();

    private volatile boolean stopped;

    OutboxRelay(
            OutboxStore store,
            EventCodec codec,
            ServiceIdentity identity,
            KafkaSender sender,
            TraceContext traces,
            RelayBrake brake) {
        this.store = store;
        this.codec = codec;
        this.identity = identity;
        this.sender = sender;
        this.traces = traces;
        this.brake = brake;
    }

    /** Asks for the lane to be emptied. Cheap, and never lost: a drain under way looks again. */
    void wake(int lane) {
        asked.getAndUpdate(lanes -> lanes | 1 << lane);
        if (!stopped && draining.compareAndSet(false, true)) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                LOG.debug("stopping: the outbox is left to another replica or the next start");
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

    private void drain() {
        try {
            do {
                for (int lanes = asked.getAndSet(0); lanes != 0 && !stopped; lanes = asked.getAndSet(0)) {
                    relay(lanes);
                }
                draining.set(false);
            } while (asked.get() != 0 && !stopped && draining.compareAndSet(false, true));
        } catch (RuntimeException e) {
            draining.set(false);
            LOG.warnf("the outbox can't be relayed now and is tried again: %s", e.getMessage());
        }
    }

    private void relay(int lanes) {
        List<Integer> woken = IntStream.range(0, OutboxStore.LANES)
                .filter(lane -> (lanes & 1 << lane) != 0)
                .boxed()
                .toList();
        do {
            giveWay();
        } while (!stopped && relayBatch(woken) == BATCH);
    }

    private void giveWay() {
        try {
            brake.giveWay();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the outbox was relayed", e);
        }
    }

    private int relayBatch(List<Integer> lanes) {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            store.lock(lanes);
            List<OutboxStore.Row> rows = store.next(lanes, BATCH);
            if (!rows.isEmpty()) {
                send(rows);
                store.delete(rows.stream().map(OutboxStore.Row::id).toList());
            }
            return rows.size();
        });
    }

    private void send(List<OutboxStore.Row> rows) {
        List<Future<?>> sent = new ArrayList<>(rows.size());
        List<Span> spans = new ArrayList<>(rows.size());
        boolean taken = false;
        try {
            for (OutboxStore.Row row : rows) {
                EventMetadata stored = new EventMetadata(
                        row.eventId(), row.eventType(), identity.source(), row.occurredAt(), row.traceParent());
                Span span = traces.startPublishing(stored);
                spans.add(span);
                EventMetadata meta = stored.in(TraceContext.of(span, row.traceParent()));
                sent.add(sender.send(codec.encode(row.topic(), row.key(), meta, row.data())));
            }
            await(sent);
            taken = true;
        } finally {
            for (Span span : spans) {
                if (!taken) {
                    span.setStatus(StatusCode.ERROR);
                }
                span.end();
            }
        }
    }

    private static void await(List<Future<?>> sent) {
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
