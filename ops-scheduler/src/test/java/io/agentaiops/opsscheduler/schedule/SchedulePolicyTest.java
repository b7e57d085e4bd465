package io.agentaiops.opsscheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SchedulePolicyTest {

    private static final Instant DUE = Instant.parse("2026-11-22T09:00:00Z");

    @Property
    void jitterIsTheSameEverywhereAndNeverTooLong(@ForAll String id, @ForAll @IntRange(max = 86_400) int seconds) {
        SchedulePolicy policy = new SchedulePolicy(Duration.ofSeconds(seconds), SchedulePolicy.Overlap.SKIP, null);
        Instant fireAt = policy.fireAt(id, DUE);
        assertThat(fireAt).isBetween(DUE, DUE.plusSeconds(seconds)).isEqualTo(policy.fireAt(id, DUE));
    }

    @Test
    void jitterSpreadsProceduresThatAreDueTogether() {
        SchedulePolicy policy = new SchedulePolicy(Duration.ofMinutes(10), SchedulePolicy.Overlap.SKIP, null);
        long early = IntStream.range(0, 1000)
                .filter(i -> policy.fireAt("procedure-" + i, DUE).isBefore(DUE.plusSeconds(300)))
                .count();
        assertThat(early).isBetween(400L, 600L);
    }
}
