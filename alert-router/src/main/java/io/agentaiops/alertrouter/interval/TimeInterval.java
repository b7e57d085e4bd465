package io.agentaiops.alertrouter.interval;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * A moment belongs to it when it belongs to one range of each list that is not empty. The rules, the cutting of days at
 * the end of short months included, are those of Alertmanager's package timeinterval.
 *
 * @param times minutes of the day, the end excluded; 1440 is the end of the day
 * @param weekdays 0 is Sunday
 * @param daysOfMonth from 1; negative ones count from the end of the month
 * @param months from 1
 * @param years years
 * @param location the time zone
 */
public record TimeInterval(
        List<Range> times,
        List<Range> weekdays,
        List<Range> daysOfMonth,
        List<Range> months,
        List<Range> years,
        ZoneId location) {

    private static final int DAYS_OF_A_WEEK = 7;

    /**
     * From {@code begin} to {@code end}.
     *
     * @param begin the first
     * @param end the last
     */
    public record Range(int begin, int end) {

        boolean contains(int value) {
            return value >= begin && value <= end;
        }
    }

    public TimeInterval {
        times = List.copyOf(times);
        weekdays = List.copyOf(weekdays);
        daysOfMonth = List.copyOf(daysOfMonth);
        months = List.copyOf(months);
        years = List.copyOf(years);
    }

    /** Whether the moment belongs to it. */
    public boolean contains(Instant moment) {
        ZonedDateTime local = moment.atZone(location);
        int minute = local.getHour() * 60 + local.getMinute();
        return (times.isEmpty() || times.stream().anyMatch(range -> minute >= range.begin() && minute < range.end()))
                && holds(daysOfMonth.stream().map(range -> cut(range, local)).toList(), local.getDayOfMonth())
                && holds(months, local.getMonthValue())
                && holds(weekdays, local.getDayOfWeek().getValue() % DAYS_OF_A_WEEK)
                && holds(years, local.getYear());
    }

    private static boolean holds(List<Range> ranges, int value) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(value));
    }

    private static Range cut(Range range, ZonedDateTime local) {
        int length = local.toLocalDate().lengthOfMonth();
        int begin = range.begin() < 0 ? length + range.begin() + 1 : range.begin();
        int end = range.end() < 0 ? length + range.end() + 1 : range.end();
        return new Range(begin, Math.min(end, length));
    }
}
