package io.agentaiops.opsscheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void dailyScheduleIsDueAtTheSameWallClockTimeAcrossTheChange() {
        CronSchedule daily = CronSchedule.parse("0 9 * * *", BERLIN);

        List<Instant> due = daily.between(at("2026-03-28T00:00:00Z"), at("2026-03-31T00:00:00Z"), 10);

        assertThat(due)
                .containsExactly(at("2026-03-28T08:00:00Z"), at("2026-03-29T07:00:00Z"), at("2026-03-30T07:00:00Z"));
    }

    @Test
    void timeInTheSkippedHourIsDueAtTheMomentOfTheChange() {
        CronSchedule daily = CronSchedule.parse("30 2 * * *", BERLIN);

        List<Instant> due = daily.between(at("2026-03-28T00:00:00Z"), at("2026-03-31T00:00:00Z"), 10);

        assertThat(due)
                .containsExactly(at("2026-03-28T01:30:00Z"), at("2026-03-29T01:00:00Z"), at("2026-03-30T00:30:00Z"));
    }

    @Test
    void timeInTheRepeatedHourIsDueOnce() {
        CronSchedule daily = CronSchedule.parse("30 2 * * *", BERLIN);

        List<Instant> due = daily.between(at("2026-10-24T00:00:00Z"), at("2026-10-27T00:00:00Z"), 10);

        assertThat(due)
                .containsExactly(at("2026-10-24T00:30:00Z"), at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
    }

    @Test
    void askedInTheSecondPassOfTheRepeatedHourItIsDueTheNextDay() {
        CronSchedule daily = CronSchedule.parse("30 2 * * *", BERLIN);

        assertThat(daily.next(at("2026-10-25T01:10:00Z"))).contains(at("2026-10-26T01:30:00Z"));
    }

    @Test
    void everySoOftenFollowsRealTimeThroughBothChanges() {
        CronSchedule quarterly = CronSchedule.parse("*/30 * * * *", BERLIN);

        assertThat(quarterly.between(at("2026-03-29T00:00:00Z"), at("2026-03-29T03:00:00Z"), 20))
                .hasSize(6);
        assertThat(quarterly.between(at("2026-10-25T00:00:00Z"), at("2026-10-25T03:00:00Z"), 20))
                .hasSize(6)
                .doesNotHaveDuplicates();
    }

    @Test
    void zoneWithAHalfHourChangeIsRightToo() {
        CronSchedule daily = CronSchedule.parse("15 2 * * *", ZoneId.of("Australia/Lord_Howe"));

        // 4 October 2026: 02:00 becomes 02:30, so 02:15 is skipped; 5 April 2026: 02:00 becomes 01:30.
        assertThat(daily.between(at("2026-10-03T00:00:00Z"), at("2026-10-04T14:00:00Z"), 5))
                .containsExactly(at("2026-10-03T15:30:00Z"));
    }

    @Test
    void leapDayIsFoundYearsAhead() {
        CronSchedule leap = CronSchedule.parse("0 12 29 2 *", BERLIN);

        assertThat(leap.next(at("2028-03-01T00:00:00Z"))).contains(at("2032-02-29T11:00:00Z"));
    }

    @Test
    void impossibleDateIsNeverDue() {
        assertThat(CronSchedule.parse("0 0 30 2 *", BERLIN).next(at("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void sundayIsZeroAndSeven() {
        Instant friday = at("2026-11-20T00:00:00Z");

        assertThat(CronSchedule.parse("0 9 * * 7", BERLIN).next(friday))
                .isEqualTo(CronSchedule.parse("0 9 * * 0", BERLIN).next(friday))
                .contains(at("2026-11-22T08:00:00Z"));
    }

    @Test
    void expressionThatIsNotFiveFieldsIsRefusedWithTheReason() {
        assertThatThrownBy(() -> CronSchedule.parse("0 0 9 * * ?", BERLIN)).hasMessageContaining("five fields");
        assertThatThrownBy(() -> CronSchedule.parse("0 25 * * *", BERLIN)).hasMessageContaining("cron is not valid");
        assertThatThrownBy(() -> CronSchedule.parse("", BERLIN)).hasMessageContaining("five fields");
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
