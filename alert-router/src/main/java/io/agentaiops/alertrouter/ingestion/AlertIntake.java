package io.agentaiops.alertrouter.ingestion;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.AlertAnnouncements;
import io.agentaiops.alertrouter.alert.AlertState;
import io.agentaiops.alertrouter.alert.AlertStore;
import io.agentaiops.alertrouter.alert.AlertTraces;
import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.StoredAlert;
import io.agentaiops.alertrouter.grouping.Dispatcher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Applies alerts to what is known. When {@link #accept} returns, and the transaction that it ran in has committed, the
 * alerts, their places in groups and the news of their change are durable together.
 */
@ApplicationScoped
public class AlertIntake {

    private static final int CHANGED_AT_ONCE = 5_000;

    private final AlertStore store;
    private final Suppressor suppressor;
    private final Dispatcher dispatcher;
    private final AlertAnnouncements announcements;
    private final AlertTraces traces;
    private final Clock clock;

    AlertIntake(
            AlertStore store,
            Suppressor suppressor,
            Dispatcher dispatcher,
            AlertAnnouncements announcements,
            AlertTraces traces,
            Clock clock) {
        this.store = store;
        this.suppressor = suppressor;
        this.dispatcher = dispatcher;
        this.announcements = announcements;
        this.traces = traces;
        this.clock = clock;
    }

    /** Stores the alerts, merged with what is known of them, and acts on those whose state became another one. */
    @Transactional
    public void accept(Collection<Alert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Suppression suppression = suppressor.with(alerts, now);
        List<StoredAlert> heard = merged(alerts).stream()
                .map(alert -> new StoredAlert(alert, suppression.state(alert, now)))
                .toList();
        Set<Fingerprint> inserted = store.insertNew(heard);
        Map<Fingerprint, StoredAlert> known = store.lock(heard.stream()
                .map(StoredAlert::fingerprint)
                .filter(fingerprint -> !inserted.contains(fingerprint))
                .toList());
        List<StoredAlert> changed = new ArrayList<>();
        List<StoredAlert> updates = new ArrayList<>();
        for (StoredAlert alert : heard) {
            StoredAlert before = known.get(alert.fingerprint());
            StoredAlert after = before == null ? alert : following(before, alert, suppression, now);
            if (before != null) {
                updates.add(after);
            }
            // One that was over before we ever heard of it is nothing to speak of.
            if (after.state() != (before == null ? AlertState.RESOLVED : before.state())) {
                changed.add(after);
            }
        }
        store.update(updates);
        announce(changed, now);
    }

    /** Sorted by fingerprint; of two alerts with the same labels the later follows the earlier. */
    private static Collection<Alert> merged(Collection<Alert> alerts) {
        Map<Fingerprint, Alert> merged = new TreeMap<>();
        alerts.forEach(alert -> merged.merge(alert.fingerprint(), alert, Alert::followedBy));
        return merged.values();
    }

    private static StoredAlert following(StoredAlert before, StoredAlert heard, Suppression suppression, Instant now) {
        Alert alert = before.alert().followedBy(heard.alert());
        return new StoredAlert(alert, suppression.state(alert, now));
    }

    /** Ends alerts whose time has run out; returns how many, at most {@code limit}. */
    @Transactional
    int endOverdue(int limit) {
        Instant now = clock.instant();
        List<StoredAlert> ended = store.lockEnded(now, limit).stream()
                .map(alert -> new StoredAlert(alert.alert(), AlertState.RESOLVED))
                .toList();
        store.update(ended);
        announce(ended, now);
        return ended.size();
    }

    /**
     * Looks at every alert that lasts anew, after silences or inhibition changed; changes as many as one transaction should,
     * and returns whether there may be more.
     */
    @Transactional
    boolean applySuppression() {
        Instant now = clock.instant();
        Suppression suppression = suppressor.current(now);
        List<Fingerprint> changed = new ArrayList<>();
        // Read without locks first: nearly always nothing changes. What did is read again under its lock.
        store.eachLasting(
                now,
                some -> some.stream()
                        .filter(alert -> changed.size() < CHANGED_AT_ONCE)
                        .filter(alert -> alert.state() != suppression.state(alert.alert(), now))
                        .map(StoredAlert::fingerprint)
                        .forEach(changed::add));
        if (changed.isEmpty()) {
            return false;
        }
        List<StoredAlert> locked = store.lock(changed).values().stream()
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .filter(alert -> alert.state() != suppression.state(alert.alert(), now))
                .map(alert -> new StoredAlert(alert.alert(), suppression.state(alert.alert(), now)))
                .toList();
        store.update(locked);
        announce(locked, now);
        return changed.size() == CHANGED_AT_ONCE;
    }

    private void announce(List<StoredAlert> changed, Instant now) {
        if (!changed.isEmpty()) {
            suppressor.note(changed);
            traces.changed(changed, now);
            announcements.stateChanged(changed, now);
            dispatcher.dispatch(changed);
        }
    }
}
