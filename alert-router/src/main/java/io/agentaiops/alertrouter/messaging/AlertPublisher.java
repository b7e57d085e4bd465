package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.alert.AlertAnnouncements;
import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;

/** Says that an alert's state is another one. */
@ApplicationScoped
class AlertPublisher implements AlertAnnouncements {

    private final Outbox outbox;

    AlertPublisher(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void stateChanged(Collection<StoredAlert> alerts, Instant at) {
        outbox.publishAll(alerts.stream().map(stored -> event(stored, at)).toList());
    }

    private static AlertStateChanged event(StoredAlert stored, Instant at) {
        var alert = stored.alert();
        return new AlertStateChanged(
                stored.fingerprint().value(),
                contract(stored.state()),
                alert.labels().values(),
                alert.annotations(),
                alert.startsAt(),
                at);
    }

    private static AlertStateChanged.State contract(AlertState state) {
        return switch (state) {
            case FIRING -> AlertStateChanged.State.FIRING;
            case SUPPRESSED -> AlertStateChanged.State.SUPPRESSED;
            case RESOLVED -> AlertStateChanged.State.RESOLVED;
        };
    }
}
