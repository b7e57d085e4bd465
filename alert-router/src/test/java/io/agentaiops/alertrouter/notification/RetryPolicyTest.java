package io.agentaiops.alertrouter.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), 15);

    @Test
    void pausesDoubleUpToTheLongest() {
        assertThat(POLICY.pauseAfter(1, Duration.ZERO)).contains(Duration.ofSeconds(1));
        assertThat(POLICY.pauseAfter(4, Duration.ZERO)).contains(Duration.ofSeconds(8));
        assertThat(POLICY.pauseAfter(14, Duration.ZERO)).contains(Duration.ofMinutes(5));
    }

    @Test
    void afterTheLastAttemptItGivesUp() {
        assertThat(POLICY.pauseAfter(15, Duration.ZERO)).isEmpty();
    }

    @Property
    void receiverIsNeverDisturbedBeforeItWants(
            @ForAll @IntRange(min = 1, max = 14) int failed, @ForAll @IntRange(min = 0, max = 3600) int seconds) {
        assertThat(POLICY.pauseAfter(failed, Duration.ofSeconds(seconds)).orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
    }
}
