package io.agentaiops.opsscheduler.occurrence;

import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScheduleTickerIT {

    private static final Instant NINE = Instant.parse("2030-01-02T09:00:00Z");

    private final ProcedureCatalog catalog;
    private final OccurrenceStore store;
    private final RunStarter starter;
    private final OtherServices others;
    private final Jdbi jdbi;

    ScheduleTickerIT(
            ProcedureCatalog catalog, OccurrenceStore store, RunStarter starter, OtherServices others, Jdbi jdbi) {
        this.catalog = catalog;
        this.store = store;
        this.starter = starter;
        this.others = others;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void beginWithAnEmptyLedger() {
        others.answerTool("nightly-look", true);
        await().until(() -> starter.active("nightly").isEmpty());
        jdbi.useHandle(handle -> handle.execute("truncate occurrence, schedule_watch"));
    }

    @Test
    void twoSchedulersFireADueTimeOnce() {
        ticker(NINE.minusSeconds(60)).tick();
        int before = others.calls("nightly-look").size();
        ScheduleTicker one = ticker(NINE.plusSeconds(1));
        ScheduleTicker two = ticker(NINE.plusSeconds(2));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ScheduleTicker ticker : List.of(one, two)) {
                threads.execute(ticker::tick);
                threads.execute(ticker::tick);
            }
        }
        one.tick();

        assertThat(ledger()).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.dueAt()).isEqualTo(NINE);
            assertThat(occurrence.outcome()).isEqualTo(Outcome.RAN);
            assertThat(occurrence.runId()).isNotNull();
        });
        await().untilAsserted(() -> assertThat(others.calls("nightly-look")).hasSize(before + 1));
        await().during(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(others.calls("nightly-look")).hasSize(before + 1));
    }

    @Test
    void threeReplicasWithClocksASecondApartKeepEveryDueTimeOnceWhileTheirLeaderDies() {
        List<Instant> mornings = List.of(NINE, NINE.plus(Duration.ofDays(1)), NINE.plus(Duration.ofDays(2)));
        List<MovableClock> clocks = List.of(new MovableClock(), new MovableClock(), new MovableClock());
        List<ScheduleTicker> replicas = clocks.stream().map(this::ticker).toList();
        set(clocks, NINE.minusSeconds(30));
        replicas.forEach(ScheduleTicker::tick);

        for (int day = 0; day < mornings.size(); day++) {
            set(clocks, mornings.get(day));
            // The replica that was first until now is gone across the due time.
            List<ScheduleTicker> alive = replicas.subList(day % 3 == 0 ? 0 : 1, replicas.size());
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                alive.forEach(replica -> threads.execute(replica::tick));
                alive.forEach(replica -> threads.execute(replica::tick));
            }
            await().until(() -> starter.active("nightly").isEmpty());
        }

        assertThat(ledger()).extracting(Occurrence::dueAt).containsExactlyElementsOf(mornings);
        assertThat(ledger()).extracting(Occurrence::outcome).containsOnly(Outcome.RAN);
        assertThat(ledger()).extracting(Occurrence::runId).doesNotContainNull().doesNotHaveDuplicates();
    }

    private static void set(List<MovableClock> clocks, Instant now) {
        for (int i = 0; i < clocks.size(); i++) {
            clocks.get(i).now = now.plusSeconds(i);
        }
    }

    private static final class MovableClock extends Clock {
        private volatile Instant now = NINE;

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void dueTimesWhileEverythingWasDownAreMissedAndTheNewestIsMadeUpFor() {
        ticker(NINE.minus(Duration.ofDays(3)).minusSeconds(60)).tick();

        ticker(NINE.plus(Duration.ofMinutes(20))).tick();

        assertThat(ledger())
                .extracting(Occurrence::outcome)
                .containsExactly(Outcome.MISSED, Outcome.MISSED, Outcome.MISSED, Outcome.LATE);
        assertThat(ledger().getFirst().reason()).contains("the scheduler was not running");
        assertThat(ledger().getFirst().runId()).isNull();
    }

    @Test
    void dueTimesBeforeTheScheduleWasKnownAreNobodysBusiness() {
        ticker(NINE.plusSeconds(1)).tick();
        ticker(NINE.plusSeconds(5)).tick();

        assertThat(ledger()).isEmpty();
    }

    @Test
    void dueTimeIsSkippedWhileTheRunBeforeIsUnderWay() {
        ticker(NINE.minusSeconds(60)).tick();
        jdbi.useHandle(handle -> handle.execute("""
                insert into run (id, procedure_id, procedure_version, path, title, severity, principal, trigger,
                    dry_run, state, created_at, wake_at)
                values ('0193a1b2-0000-7000-8000-0000000000aa', 'nightly', '1', 'n.md', 'N', 'WARNING', 'ada', 'PERSON',
                    false, 'RUNNING', now(), now() + interval '1 day')"""));
        try {
            ticker(NINE.plusSeconds(1)).tick();
        } finally {
            jdbi.useHandle(
                    handle -> handle.execute("delete from run where id = '0193a1b2-0000-7000-8000-0000000000aa'"));
        }

        assertThat(ledger())
                .singleElement()
                .satisfies(occurrence -> assertThat(occurrence.outcome()).isEqualTo(Outcome.SKIPPED));
    }

    @Test
    void nothingIsDecidedWhileThePlatformIsWorkedOnAndThenItIsMadeUpFor() {
        ScheduleHold hold = new ScheduleHold(jdbi);
        UUID maintenance = UUID.randomUUID();
        ticker(NINE.minusSeconds(60)).tick();
        QuarkusTransaction.requiringNew()
                .run(() -> hold.hold(maintenance, NINE.minusSeconds(60), NINE.plus(Duration.ofHours(1))));
        try {
            ticker(NINE.plusSeconds(1)).tick();
            assertThat(ledger()).isEmpty();
        } finally {
            QuarkusTransaction.requiringNew().run(() -> hold.release(maintenance));
        }

        ticker(NINE.plusSeconds(120)).tick();

        assertThat(ledger())
                .singleElement()
                .satisfies(occurrence -> assertThat(occurrence.outcome()).isEqualTo(Outcome.LATE));
    }

    @Test
    void calendarShowsWhatHappenedAndWhatIsToCome() {
        ticker(NINE.minusSeconds(60)).tick();
        ticker(NINE.plusSeconds(1)).tick();

        List<String> past = viewer().get(
                        "/api/v1/operations/calendar?from=2030-01-02T00:00:00Z&to=2030-01-03T00:00:00Z")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.runId != null }.outcome");
        List<String> ahead =
                viewer().get("/api/v1/operations/calendar").then().extract().path("items.outcome");

        assertThat(past).containsExactly("ran");
        assertThat(ahead).hasSize(7).containsOnly("due");
    }

    private List<Occurrence> ledger() {
        return store.between(NINE.minus(Duration.ofDays(30)), NINE.plus(Duration.ofDays(5)), "nightly", 100);
    }

    private ScheduleTicker ticker(Instant now) {
        return ticker(Clock.fixed(now, ZoneOffset.UTC));
    }

    private ScheduleTicker ticker(Clock clock) {
        ScheduleConfig config = new ScheduleConfig() {
            @Override
            public String tickEvery() {
                return "1s";
            }

            @Override
            public Duration onTime() {
                return Duration.ofMinutes(1);
            }

            @Override
            public Duration catchUp() {
                return Duration.ofHours(1);
            }
        };
        return new ScheduleTicker(catalog, store, starter, config, clock);
    }
}
