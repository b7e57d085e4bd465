package io.agentaiops.opsscheduler.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.opsscheduler.trace.TraceRoom.Day;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceRoomTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-05-10");

    @Test
    void whatIsTooOldGoes() {
        TraceRoom.Plan plan = TraceRoom.plan(List.of(day(0, 10), day(7, 10), day(8, 10)), TODAY, 7, 1000);

        assertThat(plan.drop()).containsExactly(TODAY.minusDays(8));
        assertThat(plan.left()).isEqualTo(20);
    }

    @Test
    void theOldestGoUntilTheRestHasRoom() {
        TraceRoom.Plan plan = TraceRoom.plan(List.of(day(1, 40), day(3, 40), day(0, 40), day(2, 40)), TODAY, 7, 100);

        assertThat(plan.drop()).containsExactly(TODAY.minusDays(3), TODAY.minusDays(2));
        assertThat(plan.left()).isEqualTo(80);
    }

    @Test
    void todayStaysHoweverLargeItIs() {
        TraceRoom.Plan plan = TraceRoom.plan(List.of(day(0, 500), day(1, 1)), TODAY, 7, 100);

        assertThat(plan.drop()).containsExactly(TODAY.minusDays(1));
        assertThat(plan.left()).isEqualTo(500);
    }

    private static Day day(int ago, long bytes) {
        return new Day(TODAY.minusDays(ago), bytes);
    }
}
