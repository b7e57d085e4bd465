package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.notification.Message;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * News of an alert, and what an incident remembers of it.
 *
 * @param fingerprint its identity
 * @param labels its labels
 * @param annotations its annotations
 * @param state its state
 * @param startsAt since when it fires
 * @param changedAt since when it is in that state
 */
public record IncidentAlert(
        String fingerprint,
        Labels labels,
        Map<String, String> annotations,
        AlertState state,
        Instant startsAt,
        Instant changedAt) {

    public IncidentAlert {
        annotations = new TreeMap<>(annotations);
    }

    /** As it stands in messages. */
    Message.Item item() {
        boolean resolved = state == AlertState.RESOLVED;
        return new Message.Item(
                resolved, labels, annotations, startsAt, resolved ? changedAt : startsAt, "", fingerprint);
    }

    /** The line that says it best. */
    String headline() {
        return annotations.getOrDefault("summary", annotations.getOrDefault("description", labels.toString()));
    }
}
