package io.agentaiops.alertrouter.escalation;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is shown.
 *
 * @param title as people call it
 * @param state open, acknowledged, snoozed or closed
 * @param owner who works on it; null: nobody
 * @param level how many levels were told
 * @param nextStepAt when the next one is told, or what was agreed runs out; null: never
 */
record IncidentView(
        UUID id,
        String title,
        String state,
        @Nullable String owner,
        int level,
        @Nullable Instant nextStepAt,
        Instant openedAt,
        @Nullable Instant closedAt,
        String policy,
        Map<String, String> labels) {

    static IncidentView of(Incident incident) {
        return new IncidentView(
                incident.id(),
                incident.title(),
                incident.state().word(),
                incident.owner().isEmpty() ? null : incident.owner(),
                incident.level(),
                incident.nextStepAt(),
                incident.openedAt(),
                incident.closedAt(),
                incident.policy(),
                incident.labels().values());
    }
}
