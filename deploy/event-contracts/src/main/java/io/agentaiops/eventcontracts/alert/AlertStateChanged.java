package io.agentaiops.eventcontracts.alert;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;
import java.util.Map;

/**
 * An alert began to fire, was suppressed, or was resolved.
 *
 * @param fingerprint identifies the alert by its labels
 * @param state the state after the change
 * @param labels its labels
 * @param annotations its annotations
 * @param startsAt since when it fires
 * @param changedAt when it changed
 */
public record AlertStateChanged(
        String fingerprint,
        State state,
        Map<String, String> labels,
        Map<String, String> annotations,
        Instant startsAt,
        Instant changedAt)
        implements Event {

    /** States of an alert. */
    public enum State {
        @JsonProperty("firing")
        FIRING,
        @JsonProperty("suppressed")
        SUPPRESSED,
        @JsonProperty("resolved")
        RESOLVED
    }

    public AlertStateChanged {
        Require.text(fingerprint, "fingerprint");
        requireNonNull(state, "state");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        requireNonNull(startsAt, "startsAt");
        requireNonNull(changedAt, "changedAt");
    }

    @Override
    public String key() {
        return fingerprint;
    }
}
