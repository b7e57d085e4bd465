package io.agentaiops.eventcontracts;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A fact or a request that travels over Kafka as the JSON data of a CloudEvent. Its metadata (id, type, source, time,
 * trace context) travels in the record's headers, see {@link EventHeaders}.
 */
public interface Event {

    /** The Kafka record key: events with equal keys keep their order. */
    @JsonIgnore
    String key();
}
