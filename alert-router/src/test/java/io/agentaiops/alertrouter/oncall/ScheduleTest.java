package io.agentaiops.alertrouter.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import io.agentaiops.alertrouter.oncall.Schedule.StandIn;
import io.agentaiops.alertrouter.yaml.InvalidFile;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Set<String> PEOPLE = Set.of("ada", "grace", "joan");

    private static Schedule schedule(String rotations) {
        YamlMap root = YamlMap.parse(
                "o.yml", "schedules: [{name: s, time-zone: Europe/Berlin, rotations: [" + rotations + "]}]");
        return Objects.requireNonNull(ScheduleReader.schedules(root, PEOPLE).get("s"));
    }

    private static final String WEEKLY = "{start: '2026-03-23T10:00', people: [ada, grace]}";

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void handOverKeepsItsLocalTimeOverTheChangeOfTheClock() {
        // Clocks go forward on 29 March: 10:00 is 09:00 UTC before it, 08:00 after.
        List<Shift> shifts = schedule(WEEKLY).shifts(at("2026-03-23T09:00:00Z"), at("2026-04-06T08:00:00Z"), List.of());

        assertThat(shifts)
                .containsExactly(
                        new Shift("ada", at("2026-03-23T09:00:00Z"), at("2026-03-30T08:00:00Z")),
                        new Shift("grace", at("2026-03-30T08:00:00Z"), at("2026-04-06T08:00:00Z")));
        assertThat(Duration.between(shifts.getFirst().from(), shifts.getFirst().to()))
                .isEqualTo(Duration.ofHours(7 * 24 - 1));
    }

    @Test
    void timeBeforeTheFirstHandOverAndBetweenLimitedTurnsIsAGap() {
        Schedule days = schedule("{start: '2026-05-04T00:00', days: 1, people: [ada], from: '08:00', until: '18:00',"
                + " weekdays: [monday, tuesday]}");

        assertThat(days.shifts(at("2026-05-03T22:00:00Z"), at("2026-05-06T00:00:00Z"), List.of()))
                .containsExactly(
                        new Shift(null, at("2026-05-03T22:00:00Z"), at("2026-05-04T06:00:00Z")),
                        new Shift("ada", at("2026-05-04T06:00:00Z"), at("2026-05-04T16:00:00Z")),
                        new Shift(null, at("2026-05-04T16:00:00Z"), at("2026-05-05T06:00:00Z")),
                        new Shift("ada", at("2026-05-05T06:00:00Z"), at("2026-05-05T16:00:00Z")),
                        new Shift(null, at("2026-05-05T16:00:00Z"), at("2026-05-06T00:00:00Z")));
    }

    @Test
    void laterRotationCountsBeforeAnEarlierAndAStandInBeforeBoth() {
        Schedule two = schedule(WEEKLY + ", {start: '2026-03-24T00:00', days: 1, people: [joan], weekdays: [tuesday]}");
        StandIn early = new StandIn(
                "grace", at("2026-03-24T12:00:00Z"), at("2026-03-24T14:00:00Z"), at("2026-03-01T00:00:00Z"));
        StandIn late =
                new StandIn("ada", at("2026-03-24T13:00:00Z"), at("2026-03-24T15:00:00Z"), at("2026-03-02T00:00:00Z"));

        assertThat(two.at(at("2026-03-24T11:00:00Z"), List.of())).isEqualTo("joan");
        assertThat(two.at(at("2026-03-24T12:30:00Z"), List.of(early, late))).isEqualTo("grace");
        assertThat(two.at(at("2026-03-24T13:30:00Z"), List.of(early, late))).isEqualTo("ada");
        assertThat(two.at(at("2026-03-25T11:00:00Z"), List.of(early, late))).isEqualTo("ada");
    }

    @Property(tries = 200)
    void shiftsCoverATimeWithoutOverlapAndAgreeWithEveryMoment(
            @ForAll @IntRange(max = 500) int day,
            @ForAll @IntRange(min = 1, max = 40) int length,
            @ForAll @IntRange(max = 1_439) int minute) {
        Schedule schedule = schedule("{start: '2026-03-01T02:30', days: 3, people: [ada, grace, joan]},"
                + " {start: '2026-06-01T00:00', days: 1, people: [joan], from: '02:15', until: '03:45'}");
        Instant from = at("2026-02-01T00:00:00Z").plus(Duration.ofDays(day)).plus(Duration.ofMinutes(minute));
        Instant to = from.plus(Duration.ofDays(length));

        List<Shift> shifts = schedule.shifts(from, to, List.of());

        assertThat(shifts.getFirst().from()).isEqualTo(from);
        assertThat(shifts.getLast().to()).isEqualTo(to);
        for (int i = 0; i < shifts.size(); i++) {
            Shift shift = shifts.get(i);
            assertThat(shift.from()).isBefore(shift.to());
            assertThat(schedule.at(shift.from(), List.of())).isEqualTo(shift.person());
            assertThat(schedule.at(shift.to().minusMillis(1), List.of())).isEqualTo(shift.person());
            assertThat(i == 0 || shifts.get(i - 1).to().equals(shift.from())).isTrue();
        }
    }

    @Test
    void calendarCanBeReadByACalendarProgramAndNamesGaps() {
        String calendar = ShiftCalendar.of(
                "opérations; night",
                List.of(
                        new Shift("ada", at("2026-05-04T08:00:00Z"), at("2026-05-11T08:00:00Z")),
                        new Shift(null, at("2026-05-11T08:00:00Z"), at("2026-05-12T08:00:00Z"))),
                at("2026-05-01T00:00:00Z"));

        var read = Biweekly.parse(calendar).first().getEvents();
        assertThat(calendar).startsWith("BEGIN:VCALENDAR\r\n").contains("DTSTART:20260504T080000Z");
        assertThat(read).hasSize(2);
        assertThat(read.getFirst().getSummary().getValue()).isEqualTo("ada is on call (opérations; night)");
        assertThat(read.getLast().getSummary().getValue()).startsWith("NOBODY");
    }

    @Test
    void wrongRotationsAreRefusedWithTheirReason() {
        assertRefused("{start: monday, people: [ada]}", "not a local time");
        assertRefused("{start: '2026-03-23T10:00', people: [bob]}", "not one of people");
        assertRefused("{start: '2026-03-23T10:00', people: []}", "must not be empty");
        assertRefused("{start: '2026-03-23T10:00', people: [ada], days: 0}", "from 1 to 366");
        assertRefused("{start: '2026-03-23T10:00', people: [ada], from: '20:00', until: '06:00'}", "two rotations");
        assertRefused("{start: '2026-03-23T10:00', people: [ada], weekdays: [caturday]}", "not a weekday");
        assertRefused("{start: '2026-03-23T10:00', people: [ada], week: 1}", "week is not a key");
    }

    private static void assertRefused(String rotation, String reason) {
        assertThatThrownBy(() -> schedule(rotation))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith("o.yml:1: ")
                .hasMessageContaining(reason);
    }
}
