package io.agentaiops.alertrouter.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One alert as last heard of.
 *
 * @param labels what identifies it
 * @param annotations what explains it
 * @param startsAt since when it lasts
 * @param endsAt when it ended, or when it will count as ended if nothing more is heard
 * @param endAssumed whether nobody gave {@code endsAt}: it is when our patience ends
 * @param updatedAt when it was last heard of
 * @param generatorUrl where it can be looked at; empty when unknown
 */
public record Alert(
        Labels labels,
        Map<String, String> annotations,
        Instant startsAt,
        Instant endsAt,
        boolean endAssumed,
        Instant updatedAt,
        String generatorUrl) {

    public Alert {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("at least one label pair required");
        }
        if (endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("start time must be before end time");
        }
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    public Fingerprint fingerprint() {
        return labels.fingerprint();
    }

    public boolean resolvedAt(Instant now) {
        return !endsAt.isAfter(now);
    }

    /**
     * What is known after {@code this} was known and {@code younger} was heard, by the rule of Alertmanager: two that
     * do not overlap are two occurrences, and the younger replaces the older; of two that do, the earliest start
     * counts, and an end that was given outlasts one that was assumed.
     */
    public Alert followedBy(Alert younger) {
        if (updatedAt.isAfter(younger.updatedAt)) {
            return younger.followedBy(this);
        }
        if (!overlaps(younger)) {
            return younger;
        }
        Instant start = startsAt.isBefore(younger.startsAt) ? startsAt : younger.startsAt;
        Instant end = younger.endsAt;
        boolean assumed = younger.endAssumed;
        if (endsAt.isAfter(younger.endsAt) && keepsEnd(younger)) {
            end = endsAt;
            assumed = endAssumed;
        }
        return new Alert(
                younger.labels, younger.annotations, start, end, assumed, younger.updatedAt, younger.generatorUrl);
    }

    private boolean overlaps(Alert younger) {
        return (younger.endsAt.isAfter(startsAt) && younger.endsAt.isBefore(endsAt))
                || (!younger.startsAt.isBefore(startsAt) && younger.startsAt.isBefore(endsAt));
    }

    private boolean keepsEnd(Alert younger) {
        return younger.resolvedAt(younger.updatedAt) ? resolvedAt(younger.updatedAt) : !endAssumed;
    }
}
