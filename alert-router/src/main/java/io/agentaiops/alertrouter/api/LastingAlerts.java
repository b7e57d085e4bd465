package io.agentaiops.alertrouter.api;

import io.agentaiops.alertrouter.alert.LastingAlertStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the alerts that last, for those who list them again and again. Each look reads what was committed since the look
 * before, by this replica or another, so that it shows what the database holds at that moment. So many that they would take
 * too much memory are read anew each time, and not kept.
 */
@ApplicationScoped
class LastingAlerts {

    private static final int AT_MOST = 30_000;

    private final LastingAlertStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<String, ShownAlert> alerts = new TreeMap<>();
    private @Nullable String horizon;

    LastingAlerts(LastingAlertStore store) {
        this.store = store;
    }

    /** Shows all that last, sorted by fingerprint. */
    void each(Instant now, Consumer<ShownAlert> show) {
        Optional<List<ShownAlert>> copy = copy(now);
        if (copy.isPresent()) {
            copy.get().forEach(show);
        } else {
            store.eachLasting(now, row -> show.accept(new ShownAlert(row)));
        }
    }

    /** The copy as it is now; empty when there are too many to keep. */
    private Optional<List<ShownAlert>> copy(Instant now) {
        lock.lock();
        try {
            boolean kept = refresh(now);
            if (!kept) {
                forget();
            }
            return kept ? Optional.of(List.copyOf(alerts.values())) : Optional.empty();
        } catch (RuntimeException e) {
            forget();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private boolean refresh(Instant now) {
        String next = store.horizon();
        if (horizon == null) {
            if (store.countLasting(now, AT_MOST + 1) > AT_MOST) {
                return false;
            }
            store.eachLasting(now, row -> alerts.put(row.fingerprint(), new ShownAlert(row)));
        } else {
            List<LastingAlertStore.Change> changes = store.changedSince(horizon, AT_MOST + 1);
            if (changes.size() > AT_MOST) {
                forget();
                return refresh(now);
            }
            changes.forEach(this::take);
        }
        horizon = next;
        alerts.values().removeIf(alert -> !alert.row().endsAt().isAfter(now));
        return alerts.size() <= AT_MOST;
    }

    private void take(LastingAlertStore.Change change) {
        if (change.over()) {
            alerts.remove(change.row().fingerprint());
        } else {
            alerts.put(change.row().fingerprint(), new ShownAlert(change.row()));
        }
    }

    private void forget() {
        alerts.clear();
        horizon = null;
    }
}
