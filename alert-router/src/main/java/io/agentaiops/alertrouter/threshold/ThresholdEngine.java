package io.agentaiops.alertrouter.threshold;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a sample, or its absence, means. Pure.
 *
 * <p>Durations are measured on the samples' own times, so that a backlog is judged as it was measured. An alert is said
 * again from time to time for as long as it lasts and ends by itself when samples stop coming, unless the rule minds
 * absence.
 */
final class ThresholdEngine {

    /** What is to be said. */
    enum Verdict {
        NOTHING,
        RAISE,
        RESOLVE
    }

    /**
     * A judgement.
     *
     * @param state what to remember
     * @param verdict what to say
     * @param raisedAt since when the alert is or was there, when something is said
     */
    record Judgement(
            SeriesState state, Verdict verdict, @Nullable Instant raisedAt) {

        static Judgement nothing(SeriesState state) {
            return new Judgement(state, Verdict.NOTHING, null);
        }
    }

    private final Duration staleAfter;

    /** An alert whose samples stop coming ends after {@code staleAfter}. */
    ThresholdEngine(Duration staleAfter) {
        this.staleAfter = staleAfter;
    }

    /** Judges a sample by whatever the rule measures. */
    Judgement heard(ThresholdRule rule, SeriesState before, Sample sample, Instant at, Instant now) {
        return rule.measure().looksBack()
                ? lookedBack(rule, before, sample, at, now)
                : sampled(rule, before, sample.value(), at, now);
    }

    /** Judges a sample. One that is not newer than the newest known changes nothing: samples may be redelivered. */
    Judgement sampled(ThresholdRule rule, SeriesState before, double value, Instant at, Instant now) {
        if (before.lastValue() != null && !at.isAfter(before.lastSeenAt())) {
            return Judgement.nothing(before);
        }
        return judge(rule, before, value, at, now);
    }

    /**
     * Takes one more sample of a rule that looks back, and judges what comes of it. A ratio is judged when the whole is
     * heard of, so that two metrics of the same moment are one judgement.
     */
    Judgement lookedBack(ThresholdRule rule, SeriesState before, Sample sample, Instant at, Instant now) {
        Measure measure = rule.measure();
        boolean whole = measure.isRatio() && sample.metric().equals(measure.total());
        Window old = whole ? before.total() : before.part();
        Window window = old.with(at, sample.value(), measure.over());
        SeriesState known = before.lookingBack(whole ? before.part() : window, whole ? window : before.total());
        if (window.equals(old) || (measure.isRatio() && !whole)) {
            return Judgement.nothing(known);
        }
        OptionalDouble value = measure.of(known.part(), known.total());
        return value.isPresent()
                ? judge(rule, known, value.getAsDouble(), at, now)
                : Judgement.nothing(known.heardNothing(at));
    }

    private Judgement judge(ThresholdRule rule, SeriesState before, double value, Instant at, Instant now) {
        boolean gap = Duration.between(before.lastSeenAt(), at).compareTo(staleAfter) > 0;
        SeriesState known = gap && rule.absentFor() == null ? before.good() : before;
        SeriesState heard = known.heard(value, at);
        if (!rule.isBad(value, heard.raisedAt() != null)) {
            Instant raisedAt = heard.raisedAt();
            return raisedAt == null
                    ? Judgement.nothing(heard.good())
                    : new Judgement(heard.good(), Verdict.RESOLVE, raisedAt);
        }
        Instant pendingSince = heard.pendingSince();
        Instant since = pendingSince == null ? at : pendingSince;
        SeriesState bad = heard.bad(since);
        boolean longEnough = Duration.between(since, at).compareTo(rule.lasting()) >= 0;
        return bad.raisedAt() != null || longEnough ? raise(bad, now) : Judgement.nothing(bad);
    }

    /**
     * Judges silence. Time before {@code listeningSince} does not count, for who was not listening can't say that
     * nothing was said.
     */
    Judgement unheard(ThresholdRule rule, SeriesState before, Instant listeningSince, Instant now) {
        Duration absentFor = rule.absentFor();
        Instant since = before.lastSeenAt().isAfter(listeningSince) ? before.lastSeenAt() : listeningSince;
        boolean absent = absentFor != null && Duration.between(since, now).compareTo(absentFor) >= 0;
        return absent ? raise(before, now) : Judgement.nothing(before);
    }

    private Judgement raise(SeriesState bad, Instant now) {
        Instant raisedAt = bad.raisedAt() == null ? now : bad.raisedAt();
        Instant refreshedAt = bad.refreshedAt();
        boolean due = refreshedAt == null || Duration.between(refreshedAt, now).compareTo(staleAfter.dividedBy(4)) >= 0;
        return due ? new Judgement(bad.raised(raisedAt, now), Verdict.RAISE, raisedAt) : Judgement.nothing(bad);
    }
}
