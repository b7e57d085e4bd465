package io.agentaiops.alertrouter.alert;

import java.time.Instant;

/** Tells the platform, with the transaction that changed it, that an alert's state is another one now. */
public interface AlertAnnouncements {

    /** The alert is in that state since {@code at}. */
    void stateChanged(StoredAlert alert, Instant at);
}
