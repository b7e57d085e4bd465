package io.agentaiops.eventbus;

import io.agentaiops.eventcontracts.Event;
import java.util.Collection;

/**
 * Says events reliably: the event is stored in the caller's transaction and sent after its commit, also when the
 * process is killed in between. Events with equal keys arrive in the order of their publication, provided that the
 * publishers of one key hold the lock of the row that the key names.
 */
public interface Outbox {

    /**
     * Stores the event for sending.
     *
     * @return the id under which the event will travel
     * @throws IllegalStateException when no transaction is active
     */
    String publish(Event event);

    /** As {@link #publish} for many at once: they are stored in one statement, in their order. */
    default void publishAll(Collection<? extends Event> events) {
        events.forEach(this::publish);
    }
}
