package io.agentaiops.alertrouter.notification;

/** One configured way to reach somebody, such as one entry under {@code email_configs}. */
public interface Integration {

    /** Whether it is told when alerts are over. */
    boolean sendsResolved();

    /** Whether it is told of that alert at all. */
    default boolean takes(Message.Item alert) {
        return true;
    }

    /** Tries once, within half a minute; never throws for what the other side does. */
    Delivery deliver(Notification notification);
}
