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

class RunReportTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final RunReport report = new RunReport(new ObjectMapper());

    @Test
    void reportShowsEveryStepWithItsEvidence() {
        Run run = run(step(0, StepState.FAILED, "Not as expected: 95 > 90", Map.of("output", "95%", "exitCode", 0)));

        String markdown = report.markdown(run);

        assertThat(markdown)
                .contains("**failed**")
                .contains("| 1 | Step 0 | failed | 1000 ms | Not as expected: 95 \\> 90 |")
                .contains("```\n95%\n```")
                .contains("\"exitCode\" : 0");
    }

    @Test
    void whatIsLeftToPeopleStandsOnAList() {
        Run run = run(step(0, StepState.OPEN, "Waiting for a person (ops): Done?", Map.of()));

        assertThat(report.markdown(run)).contains("## Left to people\n\n- [ ] Waiting for a person (ops): Done?");
    }

    @Test
    void factsWithoutEndAreCutAndSaySo() {
        List<String> parts = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> "part " + i)
                .toList();
        Map<String, Object> components = new java.util.TreeMap<>();
        parts.forEach(part -> components.put(part, part));

        String markdown = report.markdown(run(step(0, StepState.SUCCEEDED, "500 parts", Map.of("parts", components))));

        assertThat(markdown).contains("part 1").contains("... and 304 more lines: the report as JSON has them all");
        assertThat(markdown.lines().count()).isLessThan(230);
    }

    @Test
    void outputOfCommandsIsNeverTakenForMarkup() {
        String hostile = "```\n<script>alert(1)</script>\n# not a heading\n````";
        Run run = run(step(0, StepState.SUCCEEDED, "<b>a</b> | [x](javascript:1)", Map.of("output", hostile)));

        String html = report.html(run, report.markdown(run));

        assertThat(html)
                .doesNotContain("<script>")
                .doesNotContain("<b>")
                .doesNotContain("href=\"javascript")
                .doesNotContain("<h1>not a heading")
                .contains("&lt;script&gt;");
    }

    private static Run run(StepRun... steps) {
        RunState state = List.of(steps).stream().anyMatch(step -> step.state().isFailure())
                ? RunState.FAILED
                : RunState.SUCCEEDED;
        return new Run(
                UUID.randomUUID(),
                "p",
                "abc",
                "p.md",
                "Check <everything>",
                Severity.WARNING,
                "ada",
                Trigger.PERSON,
                false,
                state,
                NOW,
                NOW,
                NOW.plusSeconds(1),
                null,
                null,
                false,
                List.of(steps));
    }

    private static StepRun step(int position, StepState state, String summary, Map<String, Object> evidence) {
        return new StepRun(
                position,
                "step-" + position,
                "Step " + position,
                new StepAction.Run("df -h", null),
                Duration.ofSeconds(30),
                OnFailure.STOP,
                false,
                StepRun.Rules.PLAIN,
                state,
                null,
                null,
                null,
                NOW,
                NOW.plusSeconds(1),
                summary,
                evidence);
    }
}
