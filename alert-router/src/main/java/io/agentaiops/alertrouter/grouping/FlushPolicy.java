package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.notification.NotificationReason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether people are told, and why: once for each transition. Pure, so that the rule can be read and tested in
 * one place.
 */
final class FlushPolicy {

    /**
     * The alerts of a group at this moment.
     *
     * @param firing those that people may be told of
     * @param suppressed those that last, but are silenced
     * @param resolved those that are over
     */
    record Members(Set<Fingerprint> firing, Set<Fingerprint> suppressed, Set<Fingerprint> resolved) {
        Members {
            firing = Set.copyOf(firing);
            suppressed = Set.copyOf(suppressed);
            resolved = Set.copyOf(resolved);
        }
    }

    private FlushPolicy() {}

    /** Why people are told now; empty: they are not. */
    static Optional<NotificationReason> decide(
            Members members, Set<Fingerprint> told, @Nullable Instant toldAt, Duration repeat, Instant now) {
        if (!told.containsAll(members.firing())) {
            return Optional.of(told.isEmpty() ? NotificationReason.FIRST : NotificationReason.NEW_ALERTS);
        }
        if (!newlyOver(members, told).isEmpty()) {
            return Optional.of(
                    members.firing().isEmpty() ? NotificationReason.ALL_RESOLVED : NotificationReason.SOME_RESOLVED);
        }
        boolean due = toldAt != null && !toldAt.plus(repeat).isAfter(now);
        return due && !members.firing().isEmpty() ? Optional.of(NotificationReason.REPEAT) : Optional.empty();
    }

    /** The alerts that are over and of which people know that they fired: only these need to be told of. */
    static Set<Fingerprint> newlyOver(Members members, Set<Fingerprint> told) {
        Set<Fingerprint> over = new HashSet<>(members.resolved());
        over.retainAll(told);
        return over;
    }

    /** Of which alerts people know that they fire, after this moment. A silenced one is not news when it comes back. */
    static Set<Fingerprint> toldAfter(Members members, Set<Fingerprint> told, boolean notified) {
        Set<Fingerprint> known = new HashSet<>(told);
        known.removeAll(members.resolved());
        if (notified) {
            known.retainAll(members.suppressed());
            known.addAll(members.firing());
        }
        return known;
    }
}
