package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.silence.Silencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Brings together what suppresses alerts: silences and inhibition. */
@ApplicationScoped
class Suppressor {

    private final Silencer silencer;
    private final Inhibitor inhibitor;

    Suppressor(Silencer silencer, Inhibitor inhibitor) {
        this.silencer = silencer;
        this.inhibitor = inhibitor;
    }

    Suppression current(Instant now) {
        return with(List.of(), now);
    }

    /** What suppresses once these alerts are stored too. */
    Suppression with(Collection<Alert> heard, Instant now) {
        return new Suppression(silencer.active(), inhibitor.with(heard, now));
    }

    void note(Collection<StoredAlert> changed) {
        inhibitor.note(changed);
    }

    void rebuild(Instant now) {
        inhibitor.rebuild(now);
    }
}
