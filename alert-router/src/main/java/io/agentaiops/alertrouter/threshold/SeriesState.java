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
 * @param part samples of the metric that the rule looks back over
 * @param total samples of the metric that is the whole, for a ratio
 */
record SeriesState(
        String rule,
        Labels labels,
        @Nullable Double lastValue,
        Instant lastSeenAt,
        @Nullable Instant pendingSince,
        @Nullable Instant raisedAt,
        @Nullable Instant refreshedAt,
        Window part,
        Window total) {

    static SeriesState unheard(String rule, Labels labels, Instant since) {
        return new SeriesState(rule, labels, null, since, null, null, null, Window.empty(), Window.empty());
    }

    /** Unique among the series of a rule. */
    String series() {
        return labels.toString();
    }

    SeriesState heard(double value, Instant at) {
        return new SeriesState(rule, labels, value, at, pendingSince, raisedAt, refreshedAt, part, total);
    }

    SeriesState bad(Instant since) {
        return new SeriesState(rule, labels, lastValue, lastSeenAt, since, raisedAt, refreshedAt, part, total);
    }

    SeriesState good() {
        return new SeriesState(rule, labels, lastValue, lastSeenAt, null, null, null, part, total);
    }

    SeriesState raised(Instant since, Instant refreshed) {
        return new SeriesState(rule, labels, lastValue, lastSeenAt, pendingSince, since, refreshed, part, total);
    }

    /** A sample came of which no value can be made yet. */
    SeriesState heardNothing(Instant at) {
        return new SeriesState(rule, labels, lastValue, at, pendingSince, raisedAt, refreshedAt, part, total);
    }

    SeriesState lookingBack(Window newPart, Window newTotal) {
        return new SeriesState(
                rule, labels, lastValue, lastSeenAt, pendingSince, raisedAt, refreshedAt, newPart, newTotal);
    }

    /** {@code good}, {@code pending} or {@code firing}. */
    String phase() {
        return raisedAt != null ? "firing" : pendingSince != null ? "pending" : "good";
    }
}
