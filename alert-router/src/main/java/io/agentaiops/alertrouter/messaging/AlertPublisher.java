package io.agentaiops.alertrouter.messaging;

import io.agentaiops.alertrouter.alert.AlertAnnouncements;
import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.alert.AlertStateChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says that an alert's state is another one. What strangers wrote into labels and annotations is redacted on its way
 * out; the stored alert keeps its labels, for by them it is routed and known again.
 */
@ApplicationScoped
class AlertPublisher implements AlertAnnouncements {

    private final Outbox outbox;
    private final Redaction redaction;

    AlertPublisher(Outbox outbox, Redaction redaction) {
        this.outbox = outbox;
        this.redaction = redaction;
    }

    @Override
    public void stateChanged(Collection<StoredAlert> alerts, Instant at) {
        outbox.publishAll(alerts.stream().map(stored -> event(stored, at)).toList());
    }

    private AlertStateChanged event(StoredAlert stored, Instant at) {
        var alert = stored.alert();
        return new AlertStateChanged(
                stored.fingerprint().value(),
                contract(stored.state()),
                redacted(alert.labels().values()),
                redacted(alert.annotations()),
                alert.startsAt(),
                at);
    }

    private Map<String, String> redacted(Map<String, String> texts) {
        Map<String, String> redacted = new TreeMap<>();
        texts.forEach((name, text) -> redacted.put(name, redaction.redact(text)));
        return redacted;
    }

    private static AlertStateChanged.State contract(AlertState state) {
        return switch (state) {
            case FIRING -> AlertStateChanged.State.FIRING;
            case SUPPRESSED -> AlertStateChanged.State.SUPPRESSED;
            case RESOLVED -> AlertStateChanged.State.RESOLVED;
        };
    }
}
