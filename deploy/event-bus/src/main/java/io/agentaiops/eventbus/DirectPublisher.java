package io.agentaiops.eventbus;

import io.agentaiops.eventcontracts.Event;

/** Says events that may be lost, such as metrics and logs: sent at once, never waited for, counted when they fail. */
public interface DirectPublisher {

    /** Hands the event to the Kafka client and returns; drops it when the client's buffer is full. */
    void send(Event event);
}
