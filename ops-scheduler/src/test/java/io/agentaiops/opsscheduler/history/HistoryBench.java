package io.agentaiops.opsscheduler.history;

import static io.agentaiops.opsscheduler.testing.Callers.viewer;

import io.agentaiops.opsscheduler.run.RunHistory;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * A history of a million runs in the twelve months to come (the months that have passed are one partition), with two steps,
 * three changes and a due time each: what people ask for, over REST, beside an answer that reads next to nothing. Prints and
 * asserts nothing: it measures.
 */
@QuarkusTest
class HistoryBench {

    private static final int RUNS = Integer.getInteger("runs", 1_000_000);
    private static final int MONTHS = 12;
    private static final int TIMES = 40;
    private static final int WARM = 10;

    private final HistoryMonths months;
    private final RunHistory history;
    private final Jdbi jdbi;

    private final YearMonth first = YearMonth.now(ZoneOffset.UTC).plusMonths(1);
    private final Instant begin = first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    private final Instant end =
            first.plusMonths(MONTHS).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();

    HistoryBench(HistoryMonths months, RunHistory history, Jdbi jdbi) {
        this.months = months;
        this.history = history;
        this.jdbi = jdbi;
    }

    @Test
    void measure() {
        for (int i = 0; i < MONTHS; i++) {
            months.open(first.plusMonths(i));
        }
        long start = System.nanoTime();
        fill();
        System.out.printf("%,d runs written in %,d ms%n", RUNS, millisSince(start));
        String middle = idAt(RUNS / 2);
        String month = "from=" + begin.plus(Duration.ofDays(170)) + "&to=" + begin.plus(Duration.ofDays(184));
        time("floor: the procedures, none of which has run", "/api/v1/procedures");
        time("floor: an empty list", "/api/v1/operations?procedure=nobody-runs-it");
        time("newest 50 runs", "/api/v1/operations?limit=50");
        time("newest 50 of one procedure", "/api/v1/operations?limit=50&procedure=history-77");
        time("newest 50 that failed", "/api/v1/operations?limit=50&state=failed");
        time("cancelled ones, of which there are none", "/api/v1/operations?limit=50&state=cancelled");
        time("50 in the middle", "/api/v1/operations?limit=50&cursor=" + middle);
        time("50 failed ones of one procedure", "/api/v1/operations?limit=50&state=failed&procedure=history-200");
        time("one run", "/api/v1/operations/" + middle);
        time("two weeks of the calendar, 5,000 due times", "/api/v1/operations/calendar?" + month);
        accuracy(7);
        accuracy(90);
        start = System.nanoTime();
        long runs =
                QuarkusTransaction.requiringNew().call(() -> months.drop(first)).orElseThrow();
        System.out.printf("%s, %,d runs, gone in %,d ms%n", first, runs, millisSince(start));
    }

    private void accuracy(int days) {
        long start = System.nanoTime();
        int steps = history.accuracy(end.minus(Duration.ofDays(days)), 50).size();
        System.out.printf("how %d steps went in %d days: %,d ms%n", steps, days, millisSince(start));
    }

    private String idAt(int n) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id from run where path = 'h.md' order by id offset ? limit 1")
                        .bind(0, n)
                        .mapTo(String.class)
                        .one());
    }

    private void fill() {
        double seconds = Duration.between(begin, end).toSeconds() / (double) RUNS;
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into run (id, procedure_id, procedure_version, path, title, severity, principal, trigger,
                                dry_run, state, created_at, started_at, ended_at)
                            select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008'
                                    || lpad(to_hex(n), 15, '0'))::uuid,
                                'history-' || n % 500, '1', 'h.md', 'H', 'WARNING', 'bench', 'SCHEDULE', false,
                                case when n % 200 = 0 then 'FAILED' else 'SUCCEEDED' end, at, at, at + interval '1 second'
                            from (select n, cast(:begin as timestamptz)
                                    + (n - 1) * cast(:seconds as float8) * interval '1 second' as at
                                from generate_series(1, :runs) n) runs""")
                    .bind("begin", begin)
                    .bind("seconds", seconds)
                    .bind("runs", RUNS)
                    .execute();
            handle.execute("""
                    insert into run_step (run_id, position, step_id, title, command, timeout_ms, on_failure,
                        approval_required, state, attempt_id, started_at, ended_at, summary, evidence)
                    select id, position, 'step-' || position, 'A step', 'df -h', 10000, 'STOP', false, state,
                        gen_random_uuid(), started_at, ended_at, 'Exit code 0, as expected',
                        jsonb_build_object('output', repeat('/dev/sda1 98G 41G 52G 45% /' || chr(10), 10))
                    from run cross join generate_series(0, 1) position where path = 'h.md'""");
            handle.execute("""
                    insert into run_event (run_id, run_state, summary, at)
                    select id, lower(state), 'A change', started_at from run cross join generate_series(1, 3)
                    where path = 'h.md'""");
            handle.execute("""
                    insert into occurrence (procedure_id, due_at, outcome, reason, run_id, decided_at)
                    select procedure_id, created_at, 'ran', '', id, created_at from run where path = 'h.md'""");
            for (String table : new String[] {"run", "run_step", "run_event", "occurrence"}) {
                handle.execute("analyze " + table);
            }
        });
    }

    private static void time(String what, String path) {
        long[] taken = new long[TIMES];
        for (int i = 0; i < TIMES + WARM; i++) {
            long start = System.nanoTime();
            viewer().get(path).then().statusCode(200);
            if (i >= WARM) {
                taken[i - WARM] = System.nanoTime() - start;
            }
        }
        Arrays.sort(taken);
        System.out.printf(
                "%s: p50 %.1f, p90 %.1f, max %.1f ms over REST%n",
                what, taken[TIMES / 2] / 1e6, taken[TIMES * 9 / 10] / 1e6, taken[TIMES - 1] / 1e6);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
