package io.agentaiops.opsscheduler.occurrence;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.occurrence.MisfirePolicy.Cause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisfirePolicyTest {

    private static final Instant DUE = Instant.parse("2026-11-22T09:00:00Z");

    private final MisfirePolicy policy = new MisfirePolicy(Duration.ofMinutes(1), Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({
        "PT0S,    false, false, RAN",
        "PT60S,   false, false, RAN",
        "PT61S,   false, false, LATE",
        "PT1H,    false, false, LATE",
        "PT1H1S,  false, false, MISSED",
        "PT1H1S,  false, true,  MISSED",
        "PT5S,    false, true,  SKIPPED",
        "PT10M,   false, true,  SKIPPED",
        "PT10M,   true,  false, MISSED",
        "PT5S,    true,  false, RAN",
    })
    void dueTimeIsJudgedByItsDelay(Duration delay, boolean superseded, boolean running, Outcome outcome) {
        Instant now = DUE.plus(delay);

        assertThat(policy.judge(DUE, now, superseded, running)).isEqualTo(outcome);
        assertThat(MisfirePolicy.reason(outcome, Cause.NOT_NOTICED, DUE, now).isEmpty())
                .isEqualTo(outcome == Outcome.RAN);
    }

    @ParameterizedTest
    @CsvSource({
        "LATE,    NOT_NOTICED, 'Noticed 10 min after the due time: the scheduler was not running or could not decide'",
        "MISSED,  HELD,        'Decided 10 min after the due time: schedules were held for maintenance'",
        "LATE,    WAITED,      'Decided 10 min after the due time: it waited for the run before to end'",
        "SKIPPED, HELD,        'The run before had not ended'",
    })
    void reasonNamesTheCause(Outcome outcome, Cause cause, String reason) {
        assertThat(MisfirePolicy.reason(outcome, cause, DUE, DUE.plus(Duration.ofMinutes(10))))
                .isEqualTo(reason);
    }
}
