package io.agentaiops.alertrouter.timing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A time of day on some days of the week. Where a clock change leaves the time out, the time after the gap counts.
 *
 * @param weekdays the days; empty: every day
 * @param at the time of day
 * @param zone where that is
 */
public record WeeklyTime(Set<DayOfWeek> weekdays, LocalTime at, ZoneId zone) {

    private static final int WEEK = 7;

    public WeeklyTime {
        weekdays = Set.copyOf(weekdays);
    }

    /** The last such time that is not after now. */
    public Instant lastBefore(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(0, WEEK + 1)
                .mapToObj(today::minusDays)
                .filter(this::isOn)
                .map(this::on)
                .filter(time -> !time.isAfter(now))
                .findFirst()
                .orElseThrow();
    }

    /** The first such time that is after now. */
    public Instant nextAfter(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(0, WEEK + 1)
                .mapToObj(today::plusDays)
                .filter(this::isOn)
                .map(this::on)
                .filter(time -> time.isAfter(now))
                .findFirst()
                .orElseThrow();
    }

    private boolean isOn(LocalDate day) {
        return weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek());
    }

    private Instant on(LocalDate day) {
        return day.atTime(at).atZone(zone).toInstant();
    }
}
