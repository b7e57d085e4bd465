package io.agentaiops.eventbus.codec;

import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventcontracts.Event;

/** What came of reading a record. */
public sealed interface Decoded {

    /**
     * It is an event that fits its schema.
     *
     * @param event the data
     * @param meta what the headers say
     */
    record Valid(Event event, EventMetadata meta) implements Decoded {}

    /**
     * It is not.
     *
     * @param code stable, for metrics and the {@code dlq_code} header
     * @param reason what is wrong, in words
     */
    record Invalid(String code, String reason) implements Decoded {}
}
