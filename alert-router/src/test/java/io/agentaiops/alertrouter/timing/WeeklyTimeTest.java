package io.agentaiops.alertrouter.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WeeklyTimeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void lastAndNextAreOnTheDaysThatAreMeant() {
        WeeklyTime thursdays = new WeeklyTime(Set.of(DayOfWeek.THURSDAY), LocalTime.of(11, 0), BERLIN);

        assertThat(thursdays.lastBefore(Instant.parse("2026-11-26T09:59:59Z"))).isEqualTo("2026-11-19T10:00:00Z");
        assertThat(thursdays.lastBefore(Instant.parse("2026-11-26T10:00:00Z"))).isEqualTo("2026-11-26T10:00:00Z");
        assertThat(thursdays.nextAfter(Instant.parse("2026-11-26T10:00:00Z"))).isEqualTo("2026-12-03T10:00:00Z");
    }

    @Test
    void timeThatAClockChangeLeavesOutIsHeldAfterTheGap() {
        WeeklyTime nightly = new WeeklyTime(Set.of(), LocalTime.of(2, 30), BERLIN);

        assertThat(nightly.nextAfter(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
    }

    @Property
    void nowLiesBetweenLastAndNextAndTheyAreAtMostAWeekApart(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
            @ForAll @IntRange(max = 86_399) int time,
            @ForAll Set<DayOfWeek> days) {
        WeeklyTime weekly = new WeeklyTime(days, LocalTime.ofSecondOfDay(time), BERLIN);
        Instant now = Instant.ofEpochSecond(seconds);

        Instant last = weekly.lastBefore(now);
        Instant next = weekly.nextAfter(now);

        assertThat(last).isBeforeOrEqualTo(now);
        assertThat(next).isAfter(now);
        assertThat(Duration.between(last, next))
                .isLessThanOrEqualTo(Duration.ofDays(7).plusHours(2));
    }
}
