package io.agentaiops.eventbus.outbox;

/**
 * What the relay of the outbox gives way to: work of the service that people wait for, while the bus may hear of it a little
 * later. A service that has such work provides a bean of this type.
 */
public interface RelayBrake {

    /** Returns when the relay may go on; within a few seconds, however long the work lasts. */
    void giveWay() throws InterruptedException;
}
