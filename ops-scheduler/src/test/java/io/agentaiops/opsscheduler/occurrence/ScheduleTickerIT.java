package io.agentaiops.opsscheduler.occurrence;

import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventcontracts.alert.AlertRaised;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalog;
import io.agentaiops.opsscheduler.procedure.ProcedureCatalogs;
import io.agentaiops.opsscheduler.run.RunAlerts;
import io.agentaiops.opsscheduler.run.RunStarter;
import io.agentaiops.opsscheduler.testing.OtherServices;
import io.agentaiops.opsscheduler.testing.ProcedureRuns;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ScheduleTickerIT {

    private static final Instant NINE = Instant.parse("2030-01-02T09:00:00Z");

    private final ProcedureCatalog catalog;
    private final OccurrenceStore store;
    private final RunStarter starter;
    private final RunAlerts alerts;
    private final OtherServices others;
    private final Jdbi jdbi;

    ScheduleTickerIT(
            ProcedureCatalog catalog,
            OccurrenceStore store,
            RunStarter starter,
            RunAlerts alerts,
            OtherServices others,
            Jdbi jdbi) {
        this.catalog = catalog;
        this.store = store;
        this.starter = starter;
        this.alerts = alerts;
        this.others = others;
        this.jdbi = jdbi;
    }

    @BeforeEach
    void beginWithAnEmptyLedger() {
        others.answerTool("nightly-look", true);
        await().until(() -> starter.active("nightly").isEmpty());
        jdbi.useHandle(handle -> handle.execute("truncate occurrence, schedule_watch, schedule_hold"));
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
        insertRunning("nightly");
        try {
            ticker(NINE.plusSeconds(1)).tick();
        } finally {
            deleteRunning();
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
            QuarkusTransaction.requiringNew().run(() -> hold.release(maintenance, NINE.plusSeconds(60)));
        }

        ticker(NINE.plusSeconds(120)).tick();

        assertThat(ledger())
                .singleElement()
                .satisfies(occurrence -> assertThat(occurrence.outcome()).isEqualTo(Outcome.LATE));
    }

    @Test
    void dueTimeThatMaintenanceHeldLongerThanItsGraceIsMissedForThatReason() {
        ScheduleHold hold = new ScheduleHold(jdbi);
        UUID maintenance = UUID.randomUUID();
        ticker(NINE.minusSeconds(60)).tick();
        QuarkusTransaction.requiringNew().run(() -> {
            hold.hold(maintenance, NINE.minusSeconds(60), NINE.plus(Duration.ofHours(3)));
            hold.release(maintenance, NINE.plus(Duration.ofHours(2)));
        });

        ticker(NINE.plus(Duration.ofHours(2)).plusSeconds(1)).tick();

        assertThat(ledger()).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.outcome()).isEqualTo(Outcome.MISSED);
            assertThat(occurrence.reason()).endsWith("schedules were held for maintenance");
        });
        awaitMissed("nightly", "schedules were held for maintenance");
    }

    @Test
    void missedDueTimeIsAnAlertUntilARunSucceeds() {
        ticker(NINE.minus(Duration.ofDays(2)).minusSeconds(60)).tick();
        ScheduleTicker late = ticker(NINE.minus(Duration.ofHours(1)));
        late.tick();
        late.tick();

        AlertRaised missed = awaitMissed("nightly", "2 due times, the last at 2030-01-01T09:00:00Z");
        assertThat(missed.labels()).containsEntry("severity", "warning");
        others.answerTool("nightly-look", false);
        ProcedureRuns.awaitEnd(ProcedureRuns.start("nightly"));
        assertThat(missed("nightly").getLast().endsAt()).isNull();
        others.answerTool("nightly-look", true);
        ProcedureRuns.awaitEnd(ProcedureRuns.start("nightly"));

        await().untilAsserted(
                        () -> assertThat(missed("nightly").getLast().endsAt()).isNotNull());
    }

    @Test
    void scheduleThatWaitsBeginsWhenTheRunBeforeHasEnded(@TempDir Path folder) throws IOException {
        String patient = scheduled(folder, "overlap: wait");
        ticker(folder, NINE.minusSeconds(60)).tick();
        MovableClock clock = new MovableClock();
        ScheduleTicker ticker = ticker(ProcedureCatalogs.of(folder), clock);
        insertRunning(patient);
        clock.now = NINE.plusSeconds(1);
        ticker.tick();
        clock.now = NINE.plus(Duration.ofMinutes(10));
        ticker.tick();
        assertThat(ledger(patient)).isEmpty();

        deleteRunning();
        clock.now = NINE.plus(Duration.ofMinutes(11));
        ticker.tick();

        assertThat(ledger(patient)).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.outcome()).isEqualTo(Outcome.LATE);
            assertThat(occurrence.reason()).endsWith("it waited for the run before to end");
            assertThat(occurrence.runId()).isNotNull();
        });
    }

    @Test
    void scheduleThatWaitsLongerThanItsGraceIsMissedForThatReason(@TempDir Path folder) throws IOException {
        String patient = scheduled(folder, "overlap: wait");
        ticker(folder, NINE.minusSeconds(60)).tick();
        insertRunning(patient);
        try {
            ticker(folder, NINE.plus(Duration.ofMinutes(61))).tick();
        } finally {
            deleteRunning();
        }

        assertThat(ledger(patient)).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.outcome()).isEqualTo(Outcome.MISSED);
            assertThat(occurrence.reason()).endsWith("it waited for the run before to end");
        });
    }

    @Test
    void parallelScheduleBeginsBesideTheRunBefore(@TempDir Path folder) throws IOException {
        String parallel = scheduled(folder, "overlap: parallel");
        ticker(folder, NINE.minusSeconds(60)).tick();
        insertRunning(parallel);
        try {
            ticker(folder, NINE.plusSeconds(1)).tick();
        } finally {
            deleteRunning();
        }

        assertThat(ledger(parallel)).singleElement().satisfies(occurrence -> {
            assertThat(occurrence.outcome()).isEqualTo(Outcome.RAN);
            assertThat(occurrence.runId()).isNotNull();
        });
    }

    @Test
    void dueTimesOfAScheduleThatChangedWhileEverythingWasDownAreMissed(@TempDir Path folder) throws IOException {
        String changed = scheduled(folder, "overlap: skip");
        ticker(folder, NINE.minus(Duration.ofDays(2)).minusSeconds(60)).tick();
        Files.writeString(
                folder.resolve(changed + ".md"),
                Files.readString(folder.resolve(changed + ".md")).replace("0 9 * * *", "0 21 * * *"));

        ticker(folder, NINE.plusSeconds(30)).tick();
        ticker(folder, NINE.plusSeconds(60)).tick();

        assertThat(ledger(changed))
                .extracting(Occurrence::dueAt)
                .containsExactly(NINE.minus(Duration.ofDays(2)), NINE.minus(Duration.ofDays(1)));
        assertThat(ledger(changed)).allSatisfy(occurrence -> {
            assertThat(occurrence.outcome()).isEqualTo(Outcome.MISSED);
            assertThat(occurrence.reason()).contains("schedule was changed");
        });
        awaitMissed(changed, "schedule was changed");
    }

    private AlertRaised awaitMissed(String procedure, String description) {
        return await().until(
                        () -> missed(procedure).stream()
                                .filter(alert -> alert.endsAt() == null
                                        && String.valueOf(alert.annotations().get("description"))
                                                .contains(description))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private List<AlertRaised> missed(String procedure) {
        return others.heard(AlertRaised.class).stream()
                .filter(alert -> "ProcedureMissed".equals(alert.labels().get("alertname"))
                        && procedure.equals(alert.labels().get("procedure")))
                .toList();
    }

    private static String scheduled(Path folder, String rule) throws IOException {
        String id = "s-" + UUID.randomUUID();
        Files.writeString(folder.resolve(id + ".md"), """
                ---
                id: %s
                title: At nine
                schedule:
                  cron: "0 9 * * *"
                  time-zone: UTC
                  %s
                ---
                ## 1. Look

                ```step
                run: nightly-look
                ```
                """.formatted(id, rule));
        return id;
    }

    private void insertRunning(String procedure) {
        jdbi.useHandle(handle -> handle.execute("""
                insert into run (id, procedure_id, procedure_version, path, title, severity, principal, trigger,
                    dry_run, state, created_at, wake_at)
                values ('0193a1b2-0000-7000-8000-0000000000aa', ?, '1', 'n.md', 'N', 'WARNING', 'ada', 'PERSON',
                    false, 'RUNNING', now(), now() + interval '1 day')""", procedure));
    }

    private void deleteRunning() {
        jdbi.useHandle(handle -> handle.execute("delete from run where id = '0193a1b2-0000-7000-8000-0000000000aa'"));
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

    @Test
    void calendarOfManySchedulesHoldsTheFirstDueTimesOfAllAndSaysThatThereAreMore(@TempDir Path folder)
            throws IOException {
        for (int i = 0; i < 300; i++) {
            String id = scheduled(folder, "overlap: skip");
            Path document = folder.resolve(id + ".md");
            Files.writeString(document, Files.readString(document).replace("0 9 * * *", i % 60 + " * * * *"));
        }
        OccurrenceCalendar calendar = new OccurrenceCalendar(
                ProcedureCatalogs.of(folder), store, Clock.fixed(NINE.minusSeconds(1), ZoneOffset.UTC));

        CalendarResource.Calendar year = calendar.between(NINE, NINE.plus(Duration.ofDays(400)));
        CalendarResource.Calendar hours = calendar.between(NINE, NINE.plus(Duration.ofHours(3)));

        assertThat(year.truncated()).isTrue();
        assertThat(year.items())
                .hasSize(5000)
                .isSortedAccordingTo(Comparator.comparing(CalendarResource.Entry::dueAt)
                        .thenComparing(CalendarResource.Entry::procedure));
        // 300 an hour: the 5000th is due in the 17th hour.
        assertThat(year.items().getLast().dueAt())
                .isBetween(NINE.plus(Duration.ofHours(16)), NINE.plus(Duration.ofHours(17)));
        assertThat(hours.truncated()).isFalse();
        assertThat(hours.items()).hasSize(900);
    }

    private List<Occurrence> ledger() {
        return ledger("nightly");
    }

    private List<Occurrence> ledger(String procedure) {
        return store.between(NINE.minus(Duration.ofDays(30)), NINE.plus(Duration.ofDays(5)), procedure, 100);
    }

    private ScheduleTicker ticker(Path folder, Instant now) {
        return ticker(ProcedureCatalogs.of(folder), Clock.fixed(now, ZoneOffset.UTC));
    }

    private ScheduleTicker ticker(Instant now) {
        return ticker(Clock.fixed(now, ZoneOffset.UTC));
    }

    private ScheduleTicker ticker(Clock clock) {
        return ticker(catalog, clock);
    }

    private ScheduleTicker ticker(ProcedureCatalog documents, Clock clock) {
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
        return new ScheduleTicker(documents, store, starter, alerts, config, clock);
    }
}
