package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.escalation.IncidentAlert;
import io.agentaiops.alertrouter.escalation.IncidentKeeper;
import io.agentaiops.eventbus.Received;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Hears what this service itself says of alerts, so that escalation is not in the way of a page. */
@ApplicationScoped
class AlertNewsListener {

    private final IncidentKeeper incidents;

    AlertNewsListener(IncidentKeeper incidents) {
        this.incidents = incidents;
    }

    void listen(@Observes Subscriptions on) {
        on.batch(AlertStateChanged.class, this::changed);
    }

    private void changed(List<Received<AlertStateChanged>> events) {
        incidents.heard(events.stream().map(received -> news(received.event())).toList());
    }

    private static IncidentAlert news(AlertStateChanged event) {
        return new IncidentAlert(
                event.fingerprint(),
                Labels.of(event.labels()),
                event.annotations(),
                state(event.state()),
                event.startsAt(),
                event.changedAt());
    }

    private static AlertState state(AlertStateChanged.State state) {
        return switch (state) {
            case FIRING -> AlertState.FIRING;
            case SUPPRESSED -> AlertState.SUPPRESSED;
            case RESOLVED -> AlertState.RESOLVED;
        };
    }
}
