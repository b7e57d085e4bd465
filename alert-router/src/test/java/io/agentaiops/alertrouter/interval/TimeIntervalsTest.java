package io.agentaiops.alertrouter.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeIntervalsTest {

    private static TimeIntervals named(String part) {
        return IntervalParser.parse(
                YamlMap.parse("am.yml", "time_intervals:\n- name: t\n  time_intervals:\n  - " + part));
    }

    private static boolean mutes(String part, String moment) {
        return !named(part)
                .muting(List.of("t"), List.of(), Instant.parse(moment))
                .isEmpty();
    }

    @Test
    void endOfATimeIsOutsideAndMidnightMayEndADay() {
        String window = "times: [{start_time: '02:00', end_time: '04:00'}]";
        assertThat(mutes(window, "2026-11-22T01:59:59Z")).isFalse();
        assertThat(mutes(window, "2026-11-22T02:00:00Z")).isTrue();
        assertThat(mutes(window, "2026-11-22T04:00:00Z")).isFalse();
        assertThat(mutes("times: [{start_time: '23:00', end_time: '24:00'}]", "2026-11-22T23:59:59Z"))
                .isTrue();
    }

    @Test
    void daysCountFromTheEndOfTheMonthAndAreCutToIt() {
        assertThat(mutes("days_of_month: ['-1']", "2026-02-28T12:00:00Z")).isTrue();
        assertThat(mutes("days_of_month: ['-1']", "2028-02-28T12:00:00Z")).isFalse();
        assertThat(mutes("days_of_month: ['30:31']", "2026-02-28T12:00:00Z")).isFalse();
        assertThat(mutes("days_of_month: ['28:31']", "2026-02-28T12:00:00Z")).isTrue();
        assertThat(mutes("days_of_month: ['1:-2']", "2026-04-30T12:00:00Z")).isFalse();
    }

    @Test
    void weekdaysMonthsAndYearsMustAllHoldInTheirZone() {
        String part = "{weekdays: ['saturday', 'monday:tuesday'], months: ['november', '1:2'], years: ['2026:2027'],"
                + " location: 'Asia/Tokyo'}";
        // 22 November 2026 is a Sunday; in Tokyo it is Monday from 15:00 UTC on.
        assertThat(mutes(part, "2026-11-22T14:59:00Z")).isFalse();
        assertThat(mutes(part, "2026-11-22T15:00:00Z")).isTrue();
        assertThat(mutes(part, "2028-11-20T12:00:00Z")).isFalse();
    }

    @Test
    void activeIntervalsMuteOutsideOfThem() {
        TimeIntervals intervals = named("times: [{start_time: '09:00', end_time: '17:00'}]");
        assertThat(intervals.muting(List.of(), List.of("t"), Instant.parse("2026-11-22T12:00:00Z")))
                .isEmpty();
        assertThat(intervals.muting(List.of(), List.of("t"), Instant.parse("2026-11-22T18:00:00Z")))
                .containsExactly("t");
    }

    @Test
    void whatCannotBeIsRefusedWithItsLine() {
        assertThatThrownBy(() -> named("times: [{start_time: '25:00', end_time: '26:00'}]"))
                .hasMessageContaining("am.yml:4")
                .hasMessageContaining("25:00");
        assertThatThrownBy(() -> named("times: [{start_time: '10:00', end_time: '09:00'}]"))
                .hasMessageContaining("before");
        assertThatThrownBy(() -> named("weekdays: ['funday']")).hasMessageContaining("day of the week");
        assertThatThrownBy(() -> named("weekdays: ['friday:monday']")).hasMessageContaining("ends before");
        assertThatThrownBy(() -> named("days_of_month: ['0']")).hasMessageContaining("not a day");
        assertThatThrownBy(() -> named("days_of_month: ['-1:3']")).hasMessageContaining("negative");
        assertThatThrownBy(() -> named("location: 'Mars/Olympus'")).hasMessageContaining("time zone");
    }
}
