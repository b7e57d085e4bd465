package io.agentaiops.alertrouter.threshold;

import io.agentaiops.alertrouter.alert.Alert;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.ingestion.AlertIntake;
import io.agentaiops.alertrouter.threshold.ThresholdEngine.Judgement;
import io.agentaiops.alertrouter.threshold.ThresholdEngine.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds samples against the rules. What a rule remembers and the alerts that it raises commit together; a batch that is
 * delivered again finds its samples known.
 */
@ApplicationScoped
public class ThresholdEvaluator {

    private final ThresholdRules rules;
    private final ThresholdStore store;
    private final AlertIntake intake;
    private final ThresholdEngine engine;
    private final Duration staleAfter;
    private final Clock clock;
    private final Instant listeningSince;

    ThresholdEvaluator(
            ThresholdRules rules, ThresholdStore store, AlertIntake intake, ThresholdConfig config, Clock clock) {
        this.rules = rules;
        this.store = store;
        this.intake = intake;
        this.staleAfter = config.staleAfter();
        this.engine = new ThresholdEngine(config.staleAfter());
        this.clock = clock;
        this.listeningSince = clock.instant();
    }

    /** A rule and one of its series. */
    private record Key(String rule, String series) {}

    /** A sample that a rule minds. */
    private record Concern(ThresholdRule rule, Sample sample, Labels series, Key key) {
        static Concern of(ThresholdRule rule, Sample sample) {
            Labels series = rule.series(sample.labels());
            return new Concern(rule, sample, series, new Key(rule.alert(), series.toString()));
        }
    }

    /** Judges samples, oldest first within each series. */
    @Transactional
    public void evaluate(List<Sample> samples) {
        List<Concern> concerns = concerns(samples);
        if (concerns.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<Key, SeriesState> known = known(concerns);
        Map<Key, SeriesState> judged = new LinkedHashMap<>();
        List<Alert> alerts = new ArrayList<>();
        for (Concern concern : concerns) {
            ThresholdRule rule = concern.rule();
            Sample sample = concern.sample();
            // A clock that is ahead must not make a series look alive tomorrow.
            Instant at = sample.at().isAfter(now) ? now : sample.at();
            SeriesState before = judged.getOrDefault(concern.key(), known.get(concern.key()));
            Judgement judgement = engine.heard(
                    rule,
                    before == null ? SeriesState.unheard(rule.alert(), concern.series(), at) : before,
                    sample,
                    at,
                    now);
            judged.put(concern.key(), judgement.state());
            say(rule, judgement, now, alerts);
        }
        remember(judged, known);
        intake.accept(alerts);
    }

    /** Judges the silence of series whose rules mind it. */
    @Transactional
    public void sweep() {
        Instant now = clock.instant();
        List<Alert> alerts = new ArrayList<>();
        List<SeriesState> changed = new ArrayList<>();
        for (ThresholdRule rule : rules.all()) {
            Duration absentFor = rule.absentFor();
            if (absentFor == null && rule.measure().looksBack()) {
                store.forgetUnheard(
                        rule.alert(), now.minus(rule.measure().over()).minus(staleAfter));
            }
            if (absentFor != null) {
                for (SeriesState state : store.lockUnheard(rule.alert(), now.minus(absentFor))) {
                    Judgement judgement = engine.unheard(rule, state, listeningSince, now);
                    if (judgement.verdict() != Verdict.NOTHING) {
                        changed.add(judgement.state());
                    }
                    say(rule, judgement, now, alerts);
                }
            }
        }
        store.save(changed);
        intake.accept(alerts);
    }

    private List<Concern> concerns(List<Sample> samples) {
        List<Concern> concerns = new ArrayList<>();
        for (Sample sample : samples) {
            for (ThresholdRule rule : rules.of(sample.metric())) {
                if (rule.concerns(sample.labels())) {
                    concerns.add(Concern.of(rule, sample));
                }
            }
        }
        return concerns;
    }

    private Map<Key, SeriesState> known(List<Concern> concerns) {
        List<Key> keys = concerns.stream().map(Concern::key).distinct().toList();
        Map<Key, SeriesState> known = new LinkedHashMap<>();
        store.lock(
                        keys.stream().map(Key::rule).toList(),
                        keys.stream().map(Key::series).toList())
                .forEach(state -> known.put(new Key(state.rule(), state.series()), state));
        return known;
    }

    /** Only what is wrong, or would be missed, is worth a row. */
    private void remember(Map<Key, SeriesState> judged, Map<Key, SeriesState> known) {
        List<SeriesState> kept = new ArrayList<>();
        List<SeriesState> forgotten = new ArrayList<>();
        judged.forEach((key, state) -> {
            boolean minded = rules.find(key.rule())
                    .map(rule -> rule.absentFor() != null || rule.measure().looksBack())
                    .orElse(false);
            if (minded || !state.phase().equals("good")) {
                kept.add(state);
            } else if (known.containsKey(key)) {
                forgotten.add(state);
            }
        });
        store.save(kept);
        store.forget(forgotten);
    }

    private void say(ThresholdRule rule, Judgement judgement, Instant now, List<Alert> alerts) {
        @Nullable Instant raisedAt = judgement.raisedAt();
        if (raisedAt == null) {
            return;
        }
        boolean over = judgement.verdict() == Verdict.RESOLVE;
        alerts.add(new Alert(
                rule.alertLabels(judgement.state().labels()),
                rule.alertAnnotations(judgement.state()),
                raisedAt.isAfter(now) ? now : raisedAt,
                over ? now : now.plus(staleAfter),
                !over,
                now,
                ""));
    }
}
