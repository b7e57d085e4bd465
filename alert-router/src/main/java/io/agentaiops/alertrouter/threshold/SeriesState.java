package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.alert.Labels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule remembers of one series. Stored, so that a restart does not forget since when something is wrong.
 *
 * @param rule the rule's alert
 * @param labels the series
 * @param lastValue the newest value; null: never heard of
 * @param lastSeenAt when it was measured
 * @param pendingSince since when the values are bad; null: they are not
 * @param raisedAt since when there is an alert; null: there is none
 * @param refreshedAt when the alert was last said
 */
record SeriesState(
        String rule,
        Labels labels,
        @Nullable Double lastValue,
        Instant lastSeenAt,
        @Nullable Instant pendingSince,
        @Nullable Instant raisedAt,
        @Nullable Instant refreshedAt) {

    static SeriesState unheard(String rule, Labels labels, Instant since) {
        return new SeriesState(rule, labels, null, since, null, null, null);
    }

    /** Unique among the series of a rule. */
    String series() {
        return labels.toString();
    }

    SeriesState heard(double value, Instant at) {
        return new SeriesState(rule, labels, value, at, pendingSince, raisedAt, refreshedAt);
    }

    SeriesState bad(Instant since) {
        return new SeriesState(rule, labels, lastValue, lastSeenAt, since, raisedAt, refreshedAt);
    }

    SeriesState good() {
        return new SeriesState(rule, labels, lastValue, lastSeenAt, null, null, null);
    }

    SeriesState raised(Instant since, Instant refreshed) {
        return new SeriesState(rule, labels, lastValue, lastSeenAt, pendingSince, since, refreshed);
    }

    /** {@code good}, {@code pending} or {@code firing}. */
    String phase() {
        return raisedAt != null ? "firing" : pendingSince != null ? "pending" : "good";
    }
}
