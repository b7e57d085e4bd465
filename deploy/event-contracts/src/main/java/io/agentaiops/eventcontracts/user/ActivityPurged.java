package io.agentaiops.eventcontracts.user;

import static java.util.Objects.requireNonNull;

import io.agentaiops.eventcontracts.Event;
import io.agentaiops.eventcontracts.Require;
import java.time.Instant;

/**
 * Sessions or tool calls were removed because their term is over. Who keeps the certificates of what was purged writes
 * one.
 *
 * @param purgeId of this removal
 * @param from last activity in the session of them that was left first, or when the first of the calls ended
 * @param to the same of the last
 * @param count how many sessions or calls
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
