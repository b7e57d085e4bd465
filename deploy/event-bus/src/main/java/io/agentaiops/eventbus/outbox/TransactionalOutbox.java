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
        if (QuarkusTransaction.getStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("publish " + event.getClass().getSimpleName()
                    + " inside the transaction that stores the state it tells of");
        }
        EventType type = EventType.of(event.getClass());
        String id = Ids.next();
        int lane = Math.floorMod(event.key().hashCode(), OutboxStore.LANES);
        store.insert(
                lane,
                new OutboxStore.Row(
                        0,
                        id,
                        type.typeName(),
                        type.topic().address(),
                        event.key(),
                        clock.instant(),
                        traces.current(),
                        codec.data(event)));
        afterCommit.run(() -> relay.wake(lane));
        return id;
    }
}
