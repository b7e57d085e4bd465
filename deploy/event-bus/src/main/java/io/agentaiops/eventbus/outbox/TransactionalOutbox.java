package io.agentaiops.eventbus.outbox;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Stores events in the outbox table and wakes the relay when they are committed. Those of one transaction are stored
 * together, right before its commit: one statement for however many there are.
 */
@ApplicationScoped
class TransactionalOutbox implements Outbox {

    private final OutboxStore store;
    private final OutboxRelay relay;
    private final EventCodec codec;
    private final TraceContext traces;
    private final TransactionSynchronizationRegistry registry;
    private final Clock clock;

    TransactionalOutbox(
            OutboxStore store,
            OutboxRelay relay,
            EventCodec codec,
            TraceContext traces,
            TransactionSynchronizationRegistry registry,
            Clock clock) {
        this.store = store;
        this.relay = relay;
        this.codec = codec;
        this.traces = traces;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public String publish(Event event) {
        List<OutboxStore.Row> rows = store(List.of(event));
        return rows.getFirst().eventId();
    }

    @Override
    public void publishAll(Collection<? extends Event> events) {
        if (!events.isEmpty()) {
            store(events);
        }
    }

    private List<OutboxStore.Row> store(Collection<? extends Event> events) {
        if (QuarkusTransaction.getStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("publish "
                    + events.iterator().next().getClass().getSimpleName()
                    + " inside the transaction that stores the state it tells of");
        }
        List<OutboxStore.Row> rows = events.stream().map(this::row).toList();
        if (registry.getResource(Waiting.class) instanceof Waiting waiting) {
            waiting.add(rows);
        } else {
            Waiting waiting = new Waiting(rows);
            registry.putResource(Waiting.class, waiting);
            registry.registerInterposedSynchronization(waiting);
        }
        return rows;
    }

    /** The events of a transaction that has not committed yet. */
    private final class Waiting implements Synchronization {
        private final List<OutboxStore.Row> rows;
        private boolean stored;

        Waiting(List<OutboxStore.Row> first) {
            rows = new ArrayList<>(first);
        }

        /** What is published while the transaction completes is stored at once: nobody would come back for it. */
        void add(List<OutboxStore.Row> more) {
            rows.addAll(more);
            if (stored) {
                store.insert(more);
            }
        }

        @Override
        public void beforeCompletion() {
            stored = true;
            store.insert(rows);
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                rows.stream().map(OutboxStore.Row::lane).distinct().forEach(relay::wake);
            }
        }
    }

    private OutboxStore.Row row(Event event) {
        EventType type = EventType.of(event.getClass());
        return new OutboxStore.Row(
                0,
                Math.floorMod(event.key().hashCode(), OutboxStore.LANES),
                Ids.next(),
                type.typeName(),
                type.topic().address(),
                event.key(),
                clock.instant(),
                traces.current(),
                codec.data(event));
    }
}
