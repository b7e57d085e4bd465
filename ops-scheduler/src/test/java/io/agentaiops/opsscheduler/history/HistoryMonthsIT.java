package io.agentaiops.opsscheduler.history;

import static io.agentaiops.opsscheduler.testing.Callers.admin;
import static io.agentaiops.opsscheduler.testing.Callers.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HistoryMonthsIT {

    private final HistoryMonths months;
    private final HistoryKeeper keeper;
    private final Jdbi jdbi;

    HistoryMonthsIT(HistoryMonths months, HistoryKeeper keeper, Jdbi jdbi) {
        this.months = months;
        this.keeper = keeper;
        this.jdbi = jdbi;
    }

    @Test
    void thereIsRoomForThisMonthAndTheNextTwoAndRunsAreStoredThere() {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);

        assertThat(months.before(now.plusMonths(3))).contains(now, now.plusMonths(1), now.plusMonths(2));
        assertThat(placeOf(insert(now.plusMonths(1)))).isEqualTo(partition(now.plusMonths(1)));
    }

    @Test
    void monthBeyondItsTermGoesWithAllThatBelongsToItsRunsAndTheLedgerSaysSo() {
        YearMonth old = YearMonth.of(2040, 1);
        months.open(old);
        months.open(old);
        UUID gone = insert(old);
        UUID kept = insert(YearMonth.now(ZoneOffset.UTC));
        assertThat(keeper.beyondTerm(LocalDate.of(2041, 1, 31))).doesNotContain(old);
        assertThat(keeper.beyondTerm(LocalDate.of(2041, 2, 1))).contains(old);

        keeper.drop(old);
        keeper.drop(old);

        admin().get("/api/v1/compliance/certificates")
                .then()
                .body(
                        "items.findAll { it.certificate.id == 'run-history-2040-01-01-2040-01-31' }.certificate.count",
                        contains(1));
        assertThat(count("run", "id", gone) + count("run_step", "run_id", gone) + count("run_event", "run_id", gone))
                .isZero();
        viewer().get("/api/v1/operations/" + gone).then().statusCode(404);
        viewer().get("/api/v1/operations/" + kept).then().statusCode(200).body("steps.size()", equalTo(1));
        assertThat(keeper.beyondTerm(LocalDate.of(2041, 2, 1))).doesNotContain(old);
    }

    @Test
    void legalHoldKeepsEveryMonth() {
        QuarkusTransaction.begin();
        try {
            jdbi.useHandle(
                    handle -> handle.execute(
                            "insert into legal_hold (class, reason, set_by, set_at) values ('audit', 'case 17', 'ada', now())"));

            assertThat(keeper.beyondTerm(LocalDate.of(2060, 1, 1))).isEmpty();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void whatWasStoredBeforeThereWasRoomMovesIntoItsMonth() {
        YearMonth late = YearMonth.of(2041, 5);
        UUID run = insert(late);
        assertThat(placeOf(run)).isEqualTo("run_default");

        months.open(late);

        assertThat(placeOf(run)).isEqualTo("run_2041_05");
        assertThat(count("run_step", "run_id", run)).isEqualTo(1);
        keeper.drop(late);
    }

    private UUID insert(YearMonth month) {
        Instant at = month.atDay(1).atTime(12, 0).toInstant(ZoneOffset.UTC);
        UUID id = new UUID(
                HistoryMonths.firstId(at).getMostSignificantBits() | 0x7000,
                UUID.randomUUID().getLeastSignificantBits());
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into run (id, procedure_id, procedure_version, path, title, severity, principal, trigger, dry_run,
                        state, created_at, started_at, ended_at)
                    values (?, 'by-month', '1', 'm.md', 'M', 'WARNING', 'ada', 'SCHEDULE', false, 'SUCCEEDED', ?, ?, ?)""", id, at, at, at);
            handle.execute("""
                    insert into run_step (run_id, position, step_id, title, command, timeout_ms, on_failure, approval_required,
                        state, summary, evidence)
                    values (?, 0, 'look', 'Look', 'uptime', 1000, 'STOP', false, 'SUCCEEDED', 'ok', '{}')""", id);
            handle.execute(
                    "insert into run_event (run_id, run_state, summary, at) values (?, 'succeeded', 'ok', ?)", id, at);
        });
        return id;
    }

    private String placeOf(UUID run) {
        return jdbi.withHandle(handle -> handle.createQuery("select tableoid::regclass::text from run where id = ?")
                .bind(0, run)
                .mapTo(String.class)
                .one());
    }

    private long count(String table, String column, UUID run) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from " + table + " where " + column + " = ?")
                        .bind(0, run)
                        .mapTo(Long.class)
                        .one());
    }

    private static String partition(YearMonth month) {
        return "run_" + month.toString().replace('-', '_');
    }
}
