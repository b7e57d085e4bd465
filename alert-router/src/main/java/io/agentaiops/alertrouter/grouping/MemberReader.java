package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.grouping.FlushPolicy.Members;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the alerts of a group and sorts them by what they are at a moment. */
@ApplicationScoped
class MemberReader {

    /**
     * The alerts of one group.
     *
     * @param byFingerprint all of them
     * @param members which is what
     */
    record Sorted(Map<Fingerprint, StoredAlert> byFingerprint, Members members) {}

    private final AlertStore alerts;
    private final Silencer silencer;

    MemberReader(AlertStore alerts, Silencer silencer) {
        this.alerts = alerts;
        this.silencer = silencer;
    }

    /** The silences that hold now. */
    List<Silence> silences() {
        return silencer.active();
    }

    Sorted read(Set<Fingerprint> fingerprints, List<Silence> silences, Instant now) {
        Map<Fingerprint, StoredAlert> found = alerts.find(fingerprints);
        Set<Fingerprint> firing = new HashSet<>();
        Set<Fingerprint> suppressed = new HashSet<>();
        Set<Fingerprint> resolved = new HashSet<>();
        found.forEach((fingerprint, stored) -> {
            boolean silenced =
                    !Silencer.covering(silences, stored.alert().labels()).isEmpty();
            Set<Fingerprint> place = stored.alert().resolvedAt(now) ? resolved : silenced ? suppressed : firing;
            place.add(fingerprint);
        });
        return new Sorted(found, new Members(firing, suppressed, resolved));
    }
}
