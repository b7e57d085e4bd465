package io.agentaiops.alertrouter.notification;

/** The notifications of one way of one receiver, in line. */
interface Lane {

    void add(Notification notification);

    /** Whether it has enough to do for now. */
    boolean isFull();
}
