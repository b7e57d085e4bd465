package io.agentaiops.eventbus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpanBudgetTest {

    private static final int LIMIT = 100;

    private final AtomicLong clock = new AtomicLong(-5);
    private final SpanBudget budget = new SpanBudget(1.0, LIMIT, clock::get);
    private final Random random = new Random(7);

    @Test
    void aQuarterOfTheTracesIsAQuarterOfTheirIds() {
        List<String> ids = ids(4_000);

        assertThat(ids.stream().filter(id -> SpanBudget.isKept(id, 0.25)).count())
                .isBetween(900L, 1_100L);
        assertThat(SpanBudget.isKept("ffffffffffffffffffffffffffffffff", 1.0)).isTrue();
        assertThat(SpanBudget.isKept("00000000000000000000000000000001", 0.0)).isFalse();
    }

    @Test
    void everythingIsKeptWhileLittleEnds() {
        for (int second = 0; second < 5; second++) {
            assertThat(ids(LIMIT)).allMatch(id -> budget.takes(id, false));
            tick();
        }
    }

    @Test
    void ofAStormLittleMoreThanTheLimitIsKept() {
        long first = kept(ids(5_000), false);
        tick();
        long second = kept(ids(5_000), false);

        // 100 * (1 + ln 50) where nothing was known, 100 once it was
        assertThat(first).isBetween(380L, 620L);
        assertThat(second).isBetween(60L, 150L);
        assertThat(kept(ids(5_000), true))
                .as("what went wrong, in a storm of it")
                .isLessThan(150);
    }

    @Test
    void afterAStormEverythingIsKeptAgain() {
        ids(5_000).forEach(id -> budget.takes(id, false));
        tick();
        tick();

        assertThat(ids(LIMIT)).allMatch(id -> budget.takes(id, false));
    }

    @Test
    void whatAServiceKeepsInALesserStormContainsWhatOneInAGreaterKeeps() {
        SpanBudget greater = new SpanBudget(1.0, LIMIT, clock::get);
        ids(2_000).forEach(id -> budget.takes(id, false));
        ids(8_000).forEach(id -> greater.takes(id, false));

        assertThat(ids(1_000).stream().filter(id -> greater.takes(id, false)))
                .isNotEmpty()
                .allMatch(id -> budget.takes(id, false));
    }

    @Test
    void whatWentWrongIsKeptWhateverTheRatio() {
        SpanBudget none = new SpanBudget(0.0, LIMIT, clock::get);

        assertThat(none.takes(ids(1).getFirst(), false)).isFalse();
        assertThat(none.takes(ids(1).getFirst(), true)).isTrue();
    }

    private long kept(List<String> ids, boolean wentWrong) {
        return ids.stream().filter(id -> budget.takes(id, wentWrong)).count();
    }

    private void tick() {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    private List<String> ids(int count) {
        return Stream.generate(() -> String.format("%016x%016x", random.nextLong(), random.nextLong()))
                .limit(count)
                .toList();
    }
}
