package io.agentaiops.alertrouter.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.routing.GroupingRule;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GroupTimesTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Test
    void newGroupWaitsUnlessItsAlertHasWaitedAlready() {
        GroupingRule rule = GroupingRule.DEFAULT;

        assertThat(GroupTimes.first(rule, NOON, NOON)).isEqualTo(NOON.plusSeconds(30));
        assertThat(GroupTimes.first(rule, NOON.minusSeconds(31), NOON)).isEqualTo(NOON);
    }

    @Property
    void tickIsTheFirstMultipleOfTheIntervalThatIsNotPast(
            @ForAll @LongRange(min = 1, max = 100_000_000) long intervalMs,
            @ForAll @LongRange(min = 0, max = 10_000_000_000L) long passedMs) {
        Duration interval = Duration.ofMillis(intervalMs);
        Instant from = NOON.plusMillis(passedMs);

        Instant tick = GroupTimes.tick(NOON, interval, from);

        assertThat(tick).isAfterOrEqualTo(from).isBefore(from.plus(interval));
        assertThat(Duration.between(NOON, tick).toMillis() % intervalMs).isZero();
    }
}
