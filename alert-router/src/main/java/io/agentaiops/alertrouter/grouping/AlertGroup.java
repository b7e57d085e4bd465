package io.agentaiops.alertrouter.grouping;

import io.agentaiops.alertrouter.alert.Fingerprint;
import io.agentaiops.alertrouter.alert.Labels;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that are told of together, with what was told last.
 *
 * @param id unique, another one when the group comes again
 * @param routeId its route
 * @param groupKey its name
 * @param labels what its alerts have in common by rule
 * @param firstFlushAt when it spoke first; null: not yet
 * @param nextFlushAt when it speaks next; null: only when there is news
 * @param notifiedAt when people were told last; null: not yet
 * @param notifiedFiring of which alerts people were told that they fire
 * @param generation how often people were told
 */
record AlertGroup(
        UUID id,
        String routeId,
        String groupKey,
        Labels labels,
        @Nullable Instant firstFlushAt,
        @Nullable Instant nextFlushAt,
        @Nullable Instant notifiedAt,
        Set<Fingerprint> notifiedFiring,
        long generation) {

    AlertGroup {
        notifiedFiring = Set.copyOf(notifiedFiring);
    }

    /** The same, to speak at that time. */
    AlertGroup due(Instant at) {
        return new AlertGroup(id, routeId, groupKey, labels, firstFlushAt, at, notifiedAt, notifiedFiring, generation);
    }
}
