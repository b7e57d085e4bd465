package io.agentaiops.alertrouter.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.matching.Matchers;
import io.agentaiops.alertrouter.threshold.ThresholdEngine.Judgement;
import io.agentaiops.alertrouter.threshold.ThresholdEngine.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThresholdEngineTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Labels HOST = Labels.of(Map.of("host", "db1"));

    private final ThresholdEngine engine = new ThresholdEngine(Duration.ofMinutes(5));

    private static ThresholdRule cpu(@Nullable Duration absentFor) {
        return new ThresholdRule(
                "HighCpuUsage",
                "host.cpu.usage",
                Matchers.ANY,
                List.of(),
                Comparison.ABOVE,
                80,
                null,
                Measure.LATEST,
                Duration.ofMinutes(5),
                absentFor,
                List.of(),
                "warning",
                Map.of(),
                Map.of("summary", new Placeholders("${labels.host}: ${value} > ${threshold} for ${for}")));
    }

    private Judgement sample(SeriesState before, double value, int second) {
        Instant at = NOON.plusSeconds(second);
        return engine.sampled(cpu(null), before, value, at, at);
    }

    private static SeriesState fresh() {
        return SeriesState.unheard("HighCpuUsage", HOST, NOON);
    }

    @Test
    void raisesOnlyAfterTheConditionHasLasted() {
        SeriesState state = fresh();
        for (int second = 0; second < 300; second += 60) {
            Judgement judgement = sample(state, 95, second);
            assertThat(judgement.verdict()).isEqualTo(Verdict.NOTHING);
            state = judgement.state();
        }

        assertThat(sample(state, 95, 300).verdict()).isEqualTo(Verdict.RAISE);
    }

    @Test
    void oneGoodSampleStartsTheWaitAnew() {
        SeriesState state = sample(fresh(), 95, 0).state();
        state = sample(state, 80, 240).state();
        state = sample(state, 95, 250).state();

        assertThat(sample(state, 95, 310).verdict()).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void waitIsKeptOverARestartBecauseItIsPartOfTheState() {
        SeriesState stored = fresh().heard(95, NOON).bad(NOON.minus(Duration.ofMinutes(5)));

        assertThat(sample(stored, 95, 10).verdict()).isEqualTo(Verdict.RAISE);
    }

    @Test
    void goodSampleResolvesOnce() {
        SeriesState firing = fresh().heard(95, NOON).bad(NOON).raised(NOON, NOON);

        Judgement over = sample(firing, 10, 60);
        assertThat(over.verdict()).isEqualTo(Verdict.RESOLVE);
        assertThat(over.raisedAt()).isEqualTo(NOON);
        assertThat(sample(over.state(), 10, 120).verdict()).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void lastingAlertIsSaidAgainBeforeItWouldEnd() {
        SeriesState firing = fresh().heard(95, NOON).bad(NOON).raised(NOON, NOON);

        Judgement soon = sample(firing, 95, 30);
        assertThat(soon.verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(sample(soon.state(), 95, 80).verdict()).isEqualTo(Verdict.RAISE);
    }

    @Test
    void sampleThatIsDeliveredAgainOrLateChangesNothing() {
        SeriesState state = sample(fresh(), 95, 60).state();

        assertThat(sample(state, 10, 60).state()).isEqualTo(state);
        assertThat(sample(state, 10, 30).state()).isEqualTo(state);
    }

    @Test
    void gapInTheSamplesForgetsWhatWasBeforeIt() {
        SeriesState state = sample(fresh(), 95, 0).state();

        assertThat(sample(state, 95, 900).verdict()).isEqualTo(Verdict.NOTHING);
    }

    @Test
    void silenceRaisesOnlyWhenSomebodyWasListening() {
        ThresholdRule rule = cpu(Duration.ofMinutes(2));
        SeriesState state = fresh().heard(10, NOON);
        Instant later = NOON.plusSeconds(121);

        assertThat(engine.unheard(rule, state, NOON.minusSeconds(9), later).verdict())
                .isEqualTo(Verdict.RAISE);
        assertThat(engine.unheard(rule, state, later.minusSeconds(5), later).verdict())
                .isEqualTo(Verdict.NOTHING);
    }

    @Test
    void seriesThatIsHeardAgainAfterSilenceResolves() {
        ThresholdRule rule = cpu(Duration.ofMinutes(2));
        Instant later = NOON.plusSeconds(600);
        SeriesState absent =
                engine.unheard(rule, fresh().heard(10, NOON), NOON, later).state();

        assertThat(engine.sampled(rule, absent, 10, later.plusSeconds(1), later.plusSeconds(1))
                        .verdict())
                .isEqualTo(Verdict.RESOLVE);
    }

    @Test
    void annotationsSayWhatWasMeasured() {
        SeriesState state = fresh().heard(93.456, NOON);

        assertThat(cpu(null).alertAnnotations(state)).containsEntry("summary", "db1: 93.46 > 80 for 5m");
        assertThat(cpu(null).alertLabels(HOST).values())
                .containsEntry("alertname", "HighCpuUsage")
                .containsEntry("severity", "warning")
                .containsEntry("host", "db1");
    }
}
