package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Fired in the transaction that opens an incident by a policy.
 *
 * @param id the incident
 * @param labels labels of the alert that it was opened for
 * @param annotations its annotations
 */
public record IncidentOpened(UUID id, Labels labels, Map<String, String> annotations) {
    public IncidentOpened {
        annotations = new TreeMap<>(annotations);
    }
}
