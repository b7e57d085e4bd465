package io.agentaiops.opsscheduler.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.opsscheduler.procedure.OnFailure;
import io.agentaiops.opsscheduler.procedure.Severity;
import io.agentaiops.opsscheduler.procedure.StepAction;
import io.agentaiops.opsscheduler.run.Run;
import io.agentaiops.opsscheduler.run.RunState;
import io.agentaiops.opsscheduler.run.StepRun;
import io.agentaiops.opsscheduler.run.StepState;
import io.agentaiops.opsscheduler.run.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunComparisonTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:30:00Z");

    private final RunReport report = new RunReport(new ObjectMapper());

    @Test
    void everyNumberIsHeldAgainstLastWeeksAndNotAgainstYesterdays() {
        Run now = run(MONDAY, Map.of("p95Ms", 1500, "inner", Map.of("count", 30), "name", "x"));
        Run yesterday = run(MONDAY.minus(Duration.ofDays(1)), Map.of("p95Ms", 9999));
        Run lastWeek = run(MONDAY.minus(Duration.ofDays(7)), Map.of("p95Ms", 1000, "inner", Map.of("count", 60)));

        RunComparison comparison =
                RunComparison.of(now, List.of(yesterday, lastWeek)).orElseThrow();

        assertThat(comparison.with()).isEqualTo(lastWeek);
        assertThat(comparison.rows())
                .extracting(RunComparison.Row::name, row -> row.change().orElse(0.0))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("inner.count", -50.0),
                        org.assertj.core.groups.Tuple.tuple("p95Ms", 50.0));
    }

    @Test
    void pageHoldsItsChartsAndMarkdownLinksThem() {
        List<Run> earlier = List.of(
                run(MONDAY.minus(Duration.ofDays(7)), Map.of("p95Ms", 1000)),
                run(MONDAY.minus(Duration.ofDays(14)), Map.of("p95Ms", 900)));

        Report made = report.report(run(MONDAY, Map.of("p95Ms", 1500)), earlier);

        assertThat(made.markdown())
                .contains("Compared with 2026-11-16")
                .contains("](charts/0.svg)")
                .contains("+50.0 %");
        assertThat(made.charts()).singleElement().asString().startsWith("<svg ").contains("<polyline");
        assertThat(made.html()).contains("<svg xmlns").doesNotContain("charts/0.svg");
    }

    @Test
    void hostileTitleOfAChartIsNoMarkup() {
        String svg = SvgChart.of(
                new Chart("<script>\"&", "<b>", List.of(new Chart.Point(0, 1), new Chart.Point(86_400_000, 2)), 1.5));

        assertThat(svg).doesNotContain("<script>").doesNotContain("<b>").contains("&lt;script&gt;&quot;&amp;");
    }

    @Test
    void firstRunIsComparedWithNothing() {
        assertThat(report.report(run(MONDAY, Map.of("p95Ms", 1)), List.of()).markdown())
                .doesNotContain("Compared with");
    }

    private static Run run(Instant at, Map<String, Object> evidence) {
        StepRun step = new StepRun(
                0,
                "times",
                "Times",
                new StepAction.Run("x", null),
                Duration.ofSeconds(30),
                OnFailure.STOP,
                false,
                StepRun.Rules.PLAIN,
                StepState.SUCCEEDED,
                null,
                null,
                null,
                at,
                at.plusSeconds(1),
                "good",
                evidence);
        return new Run(
                UUID.randomUUID(),
                "p",
                "1",
                "p.md",
                "P",
                Severity.INFO,
                "scheduler",
                Trigger.SCHEDULE,
                false,
                RunState.SUCCEEDED,
                at,
                at,
                at.plusSeconds(1),
                null,
                null,
                false,
                List.of(step));
    }
}
