package io.agentaiops.alertrouter.silence;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matcher;
import io.agentaiops.alertrouter.matching.Matchers;
import java.time.Instant;
import java.util.UUID;

/**
 * Nobody is told of alerts that match, for a time.
 *
 * @param id unique
 * @param matchers which alerts
 * @param startsAt from when
 * @param endsAt until when
 * @param createdBy who wanted it, as the caller said
 * @param setBy who set it, as known by key or token
 * @param comment why
 * @param source how it came about
 * @param updatedAt when it was last changed
 */
public record Silence(
        UUID id,
        Matchers matchers,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String setBy,
        String comment,
        Source source,
        Instant updatedAt) {

    /** How a silence came about. */
    public enum Source {
        API,
        OPERATION
    }

    /** Where a silence stands in its life. */
    public enum Phase {
        PENDING,
        ACTIVE,
        EXPIRED
    }

    public Silence {
        if (matchers.all().isEmpty()) {
            throw new IllegalArgumentException("at least one matcher required");
        }
        if (matchers.all().stream().allMatch(Matcher::matchesEmpty)) {
            throw new IllegalArgumentException("at least one matcher must not match the empty string");
        }
        if (endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("start time must be before end time");
        }
        if (comment.isBlank()) {
            throw new IllegalArgumentException("comment must not be empty");
        }
    }

    public Phase phaseAt(Instant now) {
        if (!endsAt.isAfter(now)) {
            return Phase.EXPIRED;
        }
        return startsAt.isAfter(now) ? Phase.PENDING : Phase.ACTIVE;
    }

    public boolean silences(Labels labels, Instant now) {
        return phaseAt(now) == Phase.ACTIVE && matchers.matches(labels);
    }

    /** The same silence, over now: one that has not begun never does. */
    public Silence expired(Instant now) {
        Instant start = startsAt.isAfter(now) ? now : startsAt;
        return new Silence(id, matchers, start, now, createdBy, setBy, comment, source, now);
    }

    /** Whether {@code wanted} can take this silence's place, by the rule of Alertmanager; else it becomes another one. */
    public boolean canBecome(Silence wanted, Instant now) {
        if (!matchers.equals(wanted.matchers)) {
            return false;
        }
        return switch (phaseAt(now)) {
            case ACTIVE ->
                wanted.startsAt.getEpochSecond() == startsAt.getEpochSecond() && !wanted.endsAt.isBefore(now);
            case PENDING -> !wanted.startsAt.isBefore(now);
            case EXPIRED -> false;
        };
    }
}
