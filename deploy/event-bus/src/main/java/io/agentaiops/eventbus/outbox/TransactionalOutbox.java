package io.agentaiops.eventbus.outbox;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.codec.EventCodec;
import io.agentaiops.eventbus.codec.TraceContext;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Stores events in the outbox table and wakes the relay when they are committed. */
@ApplicationScoped
class TransactionalOutbox implements Outbox {

    private final OutboxStore store;
    private final OutboxRelay relay;
    private final EventCodec codec;
    private final TraceContext traces;
    private final AfterCommit afterCommit;
    private final Clock clock;

    TransactionalOutbox(
            OutboxStore store,
            OutboxRelay relay,
            EventCodec codec,
            TraceContext traces,
            AfterCommit afterCommit,
            Clock clock) {
        this.store = store;
        this.relay = relay;
        this.codec = codec;
        this.traces = traces;
        this.afterCommit = afterCommit;
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
        store.insert(rows);
        rows.stream().map(OutboxStore.Row::lane).distinct().forEach(lane -> afterCommit.run(() -> relay.wake(lane)));
        return rows;
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
