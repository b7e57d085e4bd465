package io.agentaiops.eventcontracts.user;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * Sessions were removed because their term is over. Who keeps the certificates of what was purged writes one.
 *
 * @param purgeId of this removal
 * @param from last activity in the session of them that was left first
 * @param to last activity in the one that was left last
 * @param count how many sessions
 * @param purgedAt when
 */
public record ActivityPurged(String purgeId, Instant from, Instant to, long count, Instant purgedAt) implements Event {

    public ActivityPurged {
        Require.text(purgeId, "purgeId");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        Require.notNegative(count, "count");
        requireNonNull(purgedAt, "purgedAt");
    }

    @Override
    public String key() {
        return purgeId;
    }
}
