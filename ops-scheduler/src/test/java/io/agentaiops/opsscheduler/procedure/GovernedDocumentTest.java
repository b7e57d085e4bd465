package io.agentaiops.opsscheduler.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.schedule.SchedulePolicy;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Keys that govern when a procedure runs, how long, and what is done at its end. */
class GovernedDocumentTest {

    private static final String GOOD = """
            ---
            id: night
            title: Night
            schedule:
              cron: "0 2 * * 6"
              time-zone: Europe/Berlin
              jitter: 10m
              overlap: wait
              grace: 30m
            window: 2h
            ---
            ## 1. Fix

            ```step
            run: df -h
            retries: 2
            ```

            ## 2. Undo

            ```step
            run: df -i
            when: failed
            ```
            """;

    @Test
    void everyKeyIsRead() {
        Procedure procedure = ((ParseOutcome.Executable) parse(GOOD)).procedure();

        assertThat(procedure.policy())
                .isEqualTo(new SchedulePolicy(
                        Duration.ofMinutes(10), SchedulePolicy.Overlap.WAIT, Duration.ofMinutes(30)));
        assertThat(procedure.window()).isEqualTo(Duration.ofHours(2));
        assertThat(procedure.steps()).extracting(Step::retries).containsExactly(2, 0);
        assertThat(procedure.steps()).extracting(Step::when).containsExactly(Condition.OK, Condition.FAILED);
    }

    @Test
    void wrongValuesAreRefusedWithTheirLine() {
        assertThat(refusal("overlap: wait", "overlap: maybe")).startsWith("8: overlap must be one of skip, wait");
        assertThat(refusal("jitter: 10m", "jitter: soon")).startsWith("7: jitter: a duration is");
        assertThat(refusal("window: 2h", "window: 90d")).startsWith("10: window: window must be from 0s to 7d");
        assertThat(refusal("retries: 2", "retries: 11")).startsWith("16: retries must be from 0 to 10");
        assertThat(refusal("retries: 2", "retries: 1\napproval: required"))
                .startsWith("16: a step that needs approval is never tried again");
        assertThat(refusal("when: failed", "when: later")).startsWith("23: when must be one of ok, failed, always");
    }

    private static String refusal(String right, String wrong) {
        DocumentProblem problem = ((ParseOutcome.Refused) parse(GOOD.replace(right, wrong)))
                .problems()
                .getFirst();
        return problem.line() + ": " + problem.reason();
    }

    private static ParseOutcome parse(String text) {
        return new ProcedureParser(ZoneOffset.UTC).parse("night.md", text);
    }
}
