package io.agentaiops.opsscheduler.occurrence;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(MisfirePolicy.reason(outcome, DUE, now).isEmpty()).isEqualTo(outcome == Outcome.RAN);
    }
}
