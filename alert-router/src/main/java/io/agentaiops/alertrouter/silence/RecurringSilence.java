package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.timing.WeeklyTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A silence that comes again every week, for what is known to be loud at that time.
 *
 * @param id unique
 * @param matchers which alerts
 * @param time when each begins
 * @param lasts for how long
 * @param comment why
 * @param createdBy who wanted it
 * @param createdAt when
 */
public record RecurringSilence(
        UUID id,
        Matchers matchers,
        WeeklyTime time,
        Duration lasts,
        String comment,
        String createdBy,
        Instant createdAt) {

    private static final Duration LONGEST = Duration.ofHours(24);

    public RecurringSilence {
        if (lasts.compareTo(Duration.ofMinutes(1)) < 0 || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("each must last between 1m and 24h");
        }
        if (comment.isBlank()) {
            throw new IllegalArgumentException("comment must not be empty");
        }
    }

    /** The silence of the occurrence that began at {@code due}. */
    SilenceRequest occurrence(Instant due) {
        return new SilenceRequest(matchers, due, due.plus(lasts), createdBy, comment + " (every week)");
    }
}
