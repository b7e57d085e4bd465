package io.agentaiops.alertrouter.notification;

import java.time.Duration;
import java.util.List;

/** One configured way to reach somebody, such as one entry under {@code email_configs}. */
public interface Integration {

    /** Whether it is told when alerts are over. */
    boolean sendsResolved();

    /** Whether it is told of that alert at all. */
    default boolean takes(Message.Item alert) {
        return true;
    }

    /** Whether its messages stand and are changed: then it is told too of what nobody needs to be rung for. */
    default boolean changesMessages() {
        return false;
    }

    /** Whether it is told of what was learnt about alerts after they were told of: not where a telephone rings for it. */
    default boolean takesUpdates() {
        return true;
    }

    /** How long notifications are gathered after one went out, to go together; zero: each goes by itself. */
    default Duration bundle() {
        return Duration.ZERO;
    }

    /** As {@link #deliver(Notification)}, for several that go together. */
    default Delivery deliver(List<Notification> bundle) {
        if (bundle.size() != 1) {
            throw new IllegalArgumentException("this way does not bundle");
        }
        return deliver(bundle.getFirst());
    }

    /** Tries once, within half a minute; never throws for what the other side does. */
    Delivery deliver(Notification notification);
}
