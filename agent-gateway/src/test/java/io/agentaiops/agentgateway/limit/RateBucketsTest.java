package io.agentaiops.agentgateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateBucketsTest {

    private final RateBuckets buckets =
            new RateBuckets(Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void aCallerPassesUpToTheLimitAndIsToldWhenToComeBack() {
        for (int i = 0; i < 5; i++) {
            assertThat(buckets.take("ada", 5).allowed()).isTrue();
        }

        RateBuckets.Judgement refused = buckets.take("ada", 5);

        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.again()).isEqualTo(Duration.ofSeconds(12));
        assertThat(buckets.take("grace", 5).allowed()).isTrue();
    }

    @Test
    void whatPassedElsewhereCountsHereAndOnlyWhatPassedHereIsTold() {
        buckets.take("ada", 5);

        buckets.passedElsewhere("ada", 3);

        assertThat(buckets.take("ada", 5).remaining()).isZero();
        assertThat(buckets.take("ada", 5).allowed()).isFalse();
        assertThat(buckets.passed()).containsEntry("ada", 2L);
    }

    @Test
    void aChangedLimitHoldsAtOnce() {
        buckets.take("ada", 100);

        assertThat(buckets.take("ada", 10).limit()).isEqualTo(10);
        assertThat(buckets.take("ada", 10).remaining()).isLessThan(10);
    }
}
