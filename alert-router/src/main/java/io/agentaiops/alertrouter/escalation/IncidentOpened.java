package io.agentaiops.alertrouter.escalation;

import io.agentaiops.alertrouter.alert.Labels;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Fired in the transaction that opens an incident by a policy, or to have it looked into.
 *
 * @param id the incident
 * @param escalates whether somebody is told when nobody acknowledges
 * @param labels labels of the alert that it was opened for
 * @param annotations its annotations
 */
public record IncidentOpened(UUID id, boolean escalates, Labels labels, Map<String, String> annotations) {
    public IncidentOpened {
        annotations = new TreeMap<>(annotations);
    }
}
