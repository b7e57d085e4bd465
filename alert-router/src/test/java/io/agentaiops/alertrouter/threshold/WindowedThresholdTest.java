package io.agentaiops.alertrouter.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.yaml.InvalidFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowedThresholdTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final Labels ON = Labels.of(Map.of("component", "gateway"));
    private static final Duration TEN = Duration.ofMinutes(10);

    private static final String RATIO = """
            metric: failures
            calculate: ratio
            total: work
            over: 10m
            operator: '>'
            value: 5
            """;

    private static DryRun run(String rule) {
        return new DryRun(ThresholdFileParser.parseOne("R", rule), Duration.ofMinutes(5));
    }

    private static Sample sample(String metric, double value, int second) {
        return new Sample(metric, value, ON, NOON.plusSeconds(second));
    }

    @Test
    void ratioIsTheIncreaseOfThePartInPercentOfTheIncreaseOfTheWhole() {
        DryRun run = run(RATIO);
        for (int minute = 0; minute < 10; minute++) {
            run.hear(sample("failures", 100 + minute, minute * 60));
            run.hear(sample("work", 1_000 + 10 * minute, minute * 60));
        }

        DryRun.Outcome outcome = run.outcome(true);
        assertThat(outcome.firings()).isEqualTo(1);
        assertThat(outcome.changes().getFirst().value()).isEqualTo(10);
    }

    @Test
    void ratioOfNothingIsNoAnswerAndOneWithoutFailuresIsGood() {
        DryRun idle = run(RATIO);
        DryRun well = run(RATIO);
        for (int minute = 0; minute < 5; minute++) {
            idle.hear(sample("work", 1_000, minute * 60));
            well.hear(sample("work", 1_000 + minute, minute * 60));
        }

        assertThat(idle.outcome(true).changes()).isEmpty();
        assertThat(well.outcome(true).changes()).isEmpty();
    }

    @Test
    void hysteresisKeepsAnAlertUntilTheValueIsWellBelow() {
        DryRun run = run("{metric: m, operator: '>', value: 80, resolve-value: 70}");
        run.hear(sample("m", 85, 0));
        run.hear(sample("m", 75, 15));
        run.hear(sample("m", 85, 30));
        run.hear(sample("m", 70, 45));
        run.hear(sample("m", 75, 60));

        assertThat(run.outcome(true).changes()).extracting(DryRun.Change::state).containsExactly("firing", "good");
    }

    @Test
    void silenceFiresWhereTheRuleMindsIt() {
        DryRun run = run("{metric: up, operator: '<', value: 1, absent-for: 2m}");
        run.hear(sample("up", 1, 0));
        run.hear(sample("up", 1, 300));

        assertThat(run.outcome(true).changes())
                .extracting(DryRun.Change::at)
                .containsExactly(NOON.plusSeconds(120), NOON.plusSeconds(300));
    }

    @Property
    void counterNeverGrowsByLessThanItsParts(
            @ForAll @Size(min = 2, max = 50) double @DoubleRange(min = 0, max = 1e6) [] steps) {
        Window window = Window.empty();
        double counter = 0;
        for (int i = 0; i < steps.length; i++) {
            counter += Math.abs(steps[i]) % 1e6;
            window = window.with(NOON.plusSeconds(10L * i), counter, TEN);
        }

        assertThat(window.increase().orElseThrow()).isCloseTo(counter - Math.abs(steps[0]) % 1e6, within(1e-3));
    }

    @Property(tries = 100)
    void windowIsBoundedAndReadsBackAsItWasWritten(@ForAll @IntRange(min = 1, max = 2_000) int count) {
        Window window = Window.empty();
        for (int i = 0; i < count; i++) {
            window = window.with(NOON.plusMillis(100L * i), i, Duration.ofMinutes(1));
        }

        assertThat(window.size()).isBetween(1, Window.MOST + 2);
        assertThat(Window.of(window.bytes())).isEqualTo(window);
        assertThat(window.maximum().orElseThrow()).isEqualTo(count - 1.0);
    }

    @Test
    void counterThatFellBeganAgainAtZero() {
        Window window = Window.empty()
                .with(NOON, 100, TEN)
                .with(NOON.plusSeconds(10), 130, TEN)
                .with(NOON.plusSeconds(20), 5, TEN);

        assertThat(window.increase()).hasValue(35);
        assertThat(window.rate()).hasValue(1.75);
    }

    @Test
    void wrongWindowsAndHysteresesAreRefusedByTheirKeys() {
        assertRefused("{metric: m, operator: '>', value: 1, calculate: rate}", "calculate needs over");
        assertRefused("{metric: m, operator: '>', value: 1, over: 5m}", "calculate over needs another calculate");
        assertRefused("{metric: m, operator: '>', value: 1, calculate: ratio, over: 5m}", "calculate needs total");
        assertRefused("{metric: m, operator: '>', value: 1, calculate: mean, over: 5m}", "calculate: \"mean\"");
        assertRefused("{metric: m, operator: '>', value: 1, calculate: rate, over: 8d}", "at most 1d");
        assertRefused("{metric: m, operator: '>', value: 80, resolve-value: 90}", "resolve-value must lie");
        assertRefused("{metric: m, operator: '==', value: 80, resolve-value: 80}", "resolve-value must lie");
        assertRefused("{metric: m, operator: '>', value: NaN}", "value must be a finite number");
        assertRefused("{alert: Other, metric: m, operator: '>', value: 1}", "alert must be R");
    }

    private static void assertRefused(String rule, String reason) {
        assertThatThrownBy(() -> ThresholdFileParser.parseOne("R", rule))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith("threshold:1: ")
                .hasMessageContaining(reason);
    }
}
