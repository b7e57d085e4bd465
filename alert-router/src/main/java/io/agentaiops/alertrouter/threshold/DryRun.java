package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.threshold.ThresholdEngine.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges samples of the past by a rule, and changes nothing. Absence is judged where samples came again after it. */
final class DryRun {

    static final int MOST_CHANGES = 1_000;
    static final int MOST_SAMPLES = 500_000;

    /**
     * A series would have changed its state.
     *
     * @param at when
     * @param labels the series
     * @param state {@code pending}, {@code firing} or {@code good}
     * @param value what was measured
     */
    record Change(
            Instant at,
            Labels labels,
            String state,
            @Nullable Double value) {}

    /**
     * What would have been.
     *
     * @param samples how many samples the rule minded
     * @param series on how many series
     * @param firings how often it would have fired
     * @param changes what happened, in order; at most {@value DryRun#MOST_CHANGES}
     * @param complete whether all samples of the time were read, and all changes are shown
     */
    record Outcome(long samples, int series, int firings, List<Change> changes, boolean complete) {}

    private final ThresholdRule rule;
    private final ThresholdEngine engine;
    private final Map<String, SeriesState> states = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long samples;
    private int firings;
    private int unshown;

    DryRun(ThresholdRule rule, Duration staleAfter) {
        this.rule = rule;
        this.engine = new ThresholdEngine(staleAfter);
    }

    /** Judges the samples in the order of their times: metrics of one ratio come from different places of the bus. */
    static Outcome of(ThresholdRule rule, Duration staleAfter, List<Sample> samples, boolean complete) {
        DryRun run = new DryRun(rule, staleAfter);
        samples.stream()
                .sorted(Comparator.comparing(Sample::at)
                        .thenComparingInt(sample -> rule.metrics().indexOf(sample.metric())))
                .forEachOrdered(run::hear);
        return run.outcome(complete);
    }

    void hear(Sample sample) {
        if (!rule.concerns(sample.labels())) {
            return;
        }
        samples++;
        Labels series = rule.series(sample.labels());
        SeriesState before = states.computeIfAbsent(
                series.toString(), name -> SeriesState.unheard(rule.alert(), series, sample.at()));
        SeriesState unheard = minded(before, sample.at());
        Judgement judgement = engine.heard(rule, unheard, sample, sample.at(), sample.at());
        note(unheard, judgement.state(), sample.at());
        states.put(series.toString(), judgement.state());
    }

    /** The state after the silence before this moment, if the rule minds silence. */
    private SeriesState minded(SeriesState before, Instant at) {
        Duration absentFor = rule.absentFor();
        if (absentFor == null || Duration.between(before.lastSeenAt(), at).compareTo(absentFor) < 0) {
            return before;
        }
        Instant absent = before.lastSeenAt().plus(absentFor);
        SeriesState after =
                engine.unheard(rule, before, before.lastSeenAt(), absent).state();
        note(before, after, absent);
        return after;
    }

    private void note(SeriesState before, SeriesState after, Instant at) {
        if (before.phase().equals(after.phase())) {
            return;
        }
        if (after.raisedAt() != null) {
            firings++;
        }
        if (changes.size() < MOST_CHANGES) {
            changes.add(new Change(at, after.labels(), after.phase(), after.lastValue()));
        } else {
            unshown++;
        }
    }

    Outcome outcome(boolean complete) {
        return new Outcome(
                samples,
                states.size(),
                firings,
                changes.stream().sorted(Comparator.comparing(Change::at)).toList(),
                complete && unshown == 0);
    }
}
