package io.agentaiops.eventbus;

import io.agentaiops.eventcontracts.Event;

/**
 * An event together with its metadata.
 *
 * @param event the data
 * @param meta what its headers say
 * @param <E> type of the event
 */
public record Received<E extends Event>(E event, EventMetadata meta) {}
