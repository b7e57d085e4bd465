package io.agentaiops.alertrouter.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * People who take turns. Turns change at the same local time always: a turn over a change of the clock is an hour longer
 * or shorter.
 *
 * @param zone where its times are local
 * @param start the first hand-over
 * @param days length of a turn
 * @param people who, in order
 * @param weekdays on which days it holds; empty: on all
 * @param from from which local time on each day it holds
 * @param until until which, exclusive; midnight: to the end of the day
 */
record Rotation(
        ZoneId zone,
        LocalDateTime start,
        int days,
        List<String> people,
        Set<DayOfWeek> weekdays,
        LocalTime from,
        LocalTime until) {

    Rotation {
        people = List.copyOf(people);
        weekdays = Set.copyOf(weekdays);
        if (people.isEmpty()) {
            throw new IllegalArgumentException("people must not be empty");
        }
        if (days < 1 || days > 366) {
            throw new IllegalArgumentException("days must be from 1 to 366, but is " + days);
        }
        if (!until.equals(LocalTime.MIDNIGHT) && !until.isAfter(from)) {
            throw new IllegalArgumentException("until must be after from; a night is two rotations");
        }
    }

    /** Who has the turn; empty when it does not hold at that moment. */
    Optional<String> at(Instant moment) {
        if (moment.isBefore(begins(0)) || !holds(moment)) {
            return Optional.empty();
        }
        return Optional.of(people.get(Math.toIntExact(turn(moment) % people.size())));
    }

    /** Counted in moments and not in local time, which an hour of the year has twice. */
    private long turn(Instant moment) {
        long turn = ChronoUnit.DAYS.between(start, moment.atZone(zone).toLocalDateTime()) / days;
        while (turn > 0 && begins(turn).isAfter(moment)) {
            turn--;
        }
        while (!begins(turn + 1).isAfter(moment)) {
            turn++;
        }
        return turn;
    }

    private Instant begins(long turn) {
        return start.plusDays(turn * days).atZone(zone).toInstant();
    }

    private boolean holds(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        LocalDateTime end = until.equals(LocalTime.MIDNIGHT) ? day.plusDays(1).atStartOfDay() : day.atTime(until);
        return (weekdays.isEmpty() || weekdays.contains(day.getDayOfWeek()))
                && !moment.isBefore(day.atTime(from).atZone(zone).toInstant())
                && moment.isBefore(end.atZone(zone).toInstant());
    }

    /** Adds every moment of the time at which it may change who is on call. */
    void changes(Instant begin, Instant end, SortedSet<Instant> moments) {
        LocalDate last = end.atZone(zone).toLocalDate().plusDays(1);
        for (LocalDate day = begin.atZone(zone).toLocalDate().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            add(day.atTime(start.toLocalTime()), begin, end, moments);
            if (!weekdays.isEmpty() || !from.equals(LocalTime.MIDNIGHT) || !until.equals(LocalTime.MIDNIGHT)) {
                add(day.atStartOfDay(), begin, end, moments);
                add(day.atTime(from), begin, end, moments);
                add(day.atTime(until), begin, end, moments);
            }
        }
    }

    private void add(LocalDateTime local, Instant begin, Instant end, SortedSet<Instant> moments) {
        Instant moment = ZonedDateTime.of(local, zone).toInstant();
        if (moment.isAfter(begin) && moment.isBefore(end)) {
            moments.add(moment);
        }
    }
}
