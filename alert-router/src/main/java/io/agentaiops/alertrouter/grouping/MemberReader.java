package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.grouping.FlushPolicy.Members;
import io.agentaiops.alertrouter.silence.Silence;
import io.agentaiops.alertrouter.silence.Silencer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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

    /**
     * The alerts of these groups, by group. Those that this transaction has just stored are given, with a state that its
     * silences went into; only what else there is is read.
     */
    Map<UUID, Sorted> read(Map<UUID, Set<Fingerprint>> groups, Map<Fingerprint, StoredAlert> given, Instant now) {
        Set<Fingerprint> others = new HashSet<>();
        groups.values().forEach(others::addAll);
        others.removeAll(given.keySet());
        Map<Fingerprint, StoredAlert> found = new HashMap<>(given);
        found.putAll(alerts.find(others));
        List<Silence> silences = others.isEmpty() ? List.of() : silencer.active();
        Map<UUID, Sorted> sorted = new HashMap<>();
        groups.forEach((id, fingerprints) -> sorted.put(id, sorted(fingerprints, found, silences, now)));
        return sorted;
    }

    private static Sorted sorted(
            Set<Fingerprint> fingerprints, Map<Fingerprint, StoredAlert> found, List<Silence> silences, Instant now) {
        Map<Fingerprint, StoredAlert> own = new HashMap<>();
        Set<Fingerprint> firing = new HashSet<>();
        Set<Fingerprint> suppressed = new HashSet<>();
        Set<Fingerprint> resolved = new HashSet<>();
        for (Fingerprint fingerprint : fingerprints) {
            StoredAlert stored = found.get(fingerprint);
            if (stored != null) {
                own.put(fingerprint, stored);
                Set<Fingerprint> place = stored.alert().resolvedAt(now)
                        ? resolved
                        : isSuppressed(stored, silences) ? suppressed : firing;
                place.add(fingerprint);
            }
        }
        return new Sorted(own, new Members(firing, suppressed, resolved));
    }

    /** A silence holds from its first moment; what else suppresses stands in the alert's state. */
    private static boolean isSuppressed(StoredAlert stored, List<Silence> silences) {
        return stored.state() == AlertState.SUPPRESSED
                || !Silencer.covering(silences, stored.alert().labels()).isEmpty();
    }
}
