package io.agentaiops.opsscheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Days around the changes of the clock, in zones that change differently: by an hour, by half an hour, never. */
class CronSchedulePropertyTest {

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("UTC"));

    @Property(tries = 100)
    void dailyTimeIsDueOnceOnEveryDayWhateverTheClockDoes(
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(max = 4) int zoneIndex,
            @ForAll @IntRange(max = 3000) int dayIndex) {
        ZoneId zone = ZONES.get(zoneIndex);
        CronSchedule daily = CronSchedule.parse(minute + " " + hour + " * * *", zone);
        LocalDate first = LocalDate.of(2015, 1, 1).plusDays(dayIndex);

        List<LocalDate> dueDays = daily
                .between(
                        first.atStartOfDay(zone).toInstant(),
                        first.plusDays(190).atStartOfDay(zone).toInstant(),
                        1000)
                .stream()
                .map(due -> due.atZone(zone).toLocalDate())
                .toList();

        assertThat(dueDays).hasSize(190).doesNotHaveDuplicates();
    }

    @Property(tries = 200)
    void dueTimeIsTheTimeOfDayWhereThatExists(
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(max = 4) int zoneIndex,
            @ForAll @IntRange(max = 3000) int dayIndex) {
        ZoneId zone = ZONES.get(zoneIndex);
        CronSchedule daily = CronSchedule.parse("30 " + hour + " * * *", zone);
        LocalDateTime wall = LocalDate.of(2015, 1, 1).plusDays(dayIndex).atTime(LocalTime.of(hour, 30));
        Instant dayStart = wall.toLocalDate().atStartOfDay(zone).toInstant();

        Instant due = daily.next(dayStart.minusSeconds(1)).orElseThrow();

        if (zone.getRules().getValidOffsets(wall).isEmpty()) {
            assertThat(due).isEqualTo(zone.getRules().getTransition(wall).getInstant());
        } else {
            assertThat(due)
                    .isEqualTo(wall.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
        }
    }

    /** Walking from due time to due time finds what asking minute by minute finds. */
    @Property(tries = 60)
    void nextSkipsNothingAndRepeatsNothing(
            @ForAll @IntRange(min = 0, max = 3) int hour,
            @ForAll @IntRange(max = 4) int zoneIndex,
            @ForAll boolean autumn) {
        ZoneId zone = ZONES.get(zoneIndex);
        CronSchedule schedule = CronSchedule.parse("*/20 " + hour + "-" + (hour + 1) + " * * *", zone);
        Instant season = Instant.parse(autumn ? "2017-07-01T00:00:00Z" : "2018-01-01T00:00:00Z");
        ZoneOffsetTransition change = zone.getRules().nextTransition(season);
        Instant from = change == null ? season : change.getInstant().minus(Duration.ofDays(1));
        Instant to = from.plus(Duration.ofDays(3));

        List<Instant> walked = schedule.between(from, to, 100_000);
        List<Instant> asked = new ArrayList<>();
        for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
            Optional<Instant> due = schedule.next(minute.minusSeconds(1));
            if (due.isPresent() && due.get().equals(minute)) {
                asked.add(minute);
            }
        }

        assertThat(walked).doesNotHaveDuplicates().isSorted().isEqualTo(asked);
    }
}
