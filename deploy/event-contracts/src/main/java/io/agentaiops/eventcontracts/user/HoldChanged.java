package io.agentaiops.eventcontracts.user;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * A legal hold was set or lifted: while it stands, nothing of its class is purged, whatever its age.
 *
 * @param dataClass {@code user-activity}, {@code system-logs}, {@code error-logs},
 *     {@code run-history} or {@code audit}
 * @param held whether it stands from now on
 * @param reason why; empty when it was lifted
 * @param changedAt when
 */
public record HoldChanged(String dataClass, boolean held, String reason, Instant changedAt) implements Event {

    public HoldChanged {
        Require.text(dataClass, "dataClass");
        requireNonNull(reason, "reason");
        requireNonNull(changedAt, "changedAt");
    }

    @Override
    public String key() {
        return dataClass;
    }
}
