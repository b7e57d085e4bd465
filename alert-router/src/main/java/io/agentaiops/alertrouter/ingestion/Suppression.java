package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.inhibition.Inhibitions;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import java.time.Instant;
import java.util.List;

/**
 * What keeps people from being told at one moment.
 *
 * @param silences the silences that hold
 * @param inhibitions the alerts that inhibit others
 */
record Suppression(List<Silence> silences, Inhibitions inhibitions) {

    Suppression {
        silences = List.copyOf(silences);
    }

    AlertState state(Alert alert, Instant now) {
        if (alert.resolvedAt(now)) {
            return AlertState.RESOLVED;
        }
        boolean suppressed = !Silencer.covering(silences, alert.labels()).isEmpty()
                || inhibitions.inhibitor(alert.labels()).isPresent();
        return suppressed ? AlertState.SUPPRESSED : AlertState.FIRING;
    }

    /** Equal for two that suppress the same. */
    Object signature() {
        return List.of(
                silences.stream().map(Silence::id).toList(),
                silences.stream().map(Silence::updatedAt).toList(),
                inhibitions.sources());
    }
}
