package io.agentaiops.eventbus;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.EventType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Collects at start what a service wants to hear. Observe it in a bean of the service's {@code messaging} package and
 * register one handler for each event type.
 */
public final class Subscriptions {

    /**
     * Handles one event.
     *
     * @param <E> type of the event
     */
    @FunctionalInterface
    public interface Handler<E extends Event> {
        /** Handles the event; see the registering method for the transaction and what exceptions mean. */
        void handle(E event, EventMetadata meta) throws Exception;
    }

    /**
     * Handles the events of one poll.
     *
     * @param <E> type of the events
     */
    @FunctionalInterface
    public interface BatchHandler<E extends Event> {
        /** Handles the events, in their order within each key. */
        void handle(List<Received<E>> events) throws Exception;
    }

    private final Map<EventType, Handler<Event>> each = new EnumMap<>(EventType.class);
    private final Map<EventType, Predicate<Event>> wanted = new EnumMap<>(EventType.class);
    private final Map<EventType, BatchHandler<Event>> batch = new EnumMap<>(EventType.class);
    private final Map<EventType, Handler<Event>> broadcast = new EnumMap<>(EventType.class);

    /**
     * One replica of the service hears each event. The handler runs on a virtual thread inside a transaction that also
     * holds the inbox row, so that a redelivered event has no second effect. Throw {@link InvalidEvent} to give the
     * event up; infrastructure failures are retried for ever, other exceptions five times before the event is given
     * up to the dead-letter topic.
     */
    public <E extends Event> void each(Class<E> type, Handler<E> handler) {
        shared(each, type, (event, meta) -> handler.handle(type.cast(event), meta));
    }

    /**
     * As {@link #each(Class, Handler)}, for events that concern this service: the others are passed over without a
     * transaction. Results of tools and operations go to everybody who may have asked for them.
     *
     * @param mine tells by the event alone whether it concerns this service
     */
    public <E extends Event> void each(Class<E> type, Predicate<E> mine, Handler<E> handler) {
        each(type, handler);
        wanted.put(EventType.of(type), event -> mine.test(type.cast(event)));
    }

    /** Whether a handler registered by {@code each} has something to do for the event. */
    public boolean wants(EventType type, Event event) {
        return wanted.getOrDefault(type, any -> true).test(event);
    }

    /**
     * One replica of the service hears each event, a whole poll at a time and at least once; no inbox and no
     * transaction. For streams where a repetition does no harm. Failures are retried like those of {@link #each}.
     */
    public <E extends Event> void batch(Class<E> type, BatchHandler<E> handler) {
        shared(
                batch,
                type,
                events -> handler.handle(events.stream()
                        .map(received -> new Received<>(type.cast(received.event()), received.meta()))
                        .toList()));
    }

    /**
     * Every replica hears each event from the moment it started; no inbox, no transaction, failures are logged. For
     * live views. Several handlers of one type are called one after the other.
     */
    public <E extends Event> void broadcast(Class<E> type, Handler<E> handler) {
        broadcast.merge(
                EventType.of(type),
                (event, meta) -> handler.handle(type.cast(event), meta),
                (first, second) -> (event, meta) -> {
                    try {
                        first.handle(event, meta);
                    } finally {
                        second.handle(event, meta);
                    }
                });
    }

    /** Handlers registered by {@link #each}. */
    public Map<EventType, Handler<Event>> each() {
        return Map.copyOf(each);
    }

    /** Handlers registered by {@link #batch}. */
    public Map<EventType, BatchHandler<Event>> batch() {
        return Map.copyOf(batch);
    }

    /** Handlers registered by {@link #broadcast}. */
    public Map<EventType, Handler<Event>> broadcast() {
        return Map.copyOf(broadcast);
    }

    private <H> void shared(Map<EventType, H> handlers, Class<? extends Event> record, H handler) {
        EventType type = EventType.of(record);
        if (each.containsKey(type) || batch.containsKey(type)) {
            throw new IllegalStateException(type.typeName() + " has a handler already");
        }
        handlers.put(type, handler);
    }
}
