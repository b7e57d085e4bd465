package io.agentaiops.alertrouter.alert;

import java.time.Instant;
import java.util.Collection;

/** Tells the platform, with the transaction that changed it, that an alert's state is another one now. */
public interface AlertAnnouncements {

    /** The alerts are in these states since {@code at}. */
    void stateChanged(Collection<StoredAlert> alerts, Instant at);
}
