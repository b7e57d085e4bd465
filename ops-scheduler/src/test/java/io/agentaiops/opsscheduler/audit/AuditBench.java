package io.agentaiops.opsscheduler.audit;

import static io.agentaiops.opsscheduler.testing.Callers.admin;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Pages of an audit ledger of ten million entries ({@code -Daiops.bench.entries} changes that), over REST, beside the same
 * request to an empty page as floor. Prints and asserts nothing: it measures.
 */
@QuarkusTest
class AuditBench {

    private static final long ENTRIES = Long.getLong("aiops.bench.entries", 10_000_000);
    private static final int TIMES = 200;

    private final Jdbi jdbi;

    AuditBench(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Test
    void measure() {
        long start = System.nanoTime();
        fill();
        System.out.printf(
                "%,d entries written in %,d s%n",
                ENTRIES, Duration.ofNanos(System.nanoTime() - start).toSeconds());
        time("floor: nobody of that name", "actor=nobody");
        time("newest 100", "limit=100");
        time("newest 100 of one actor in 1,000", "actor=user-77");
        time("newest 100 of one action in 50", "action=tool.verb-7");
        time("one actor and one action", "actor=user-77&action=tool.verb-27");
        time("100 of an hour half a year ago", "from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z");
        time("100 in the middle", "cursor=" + ENTRIES / 2);
        time("1,000 of one actor from the middle on", "limit=1000&actor=user-77&cursor=" + ENTRIES / 2);
    }

    private void fill() {
        jdbi.useHandle(handle -> {
            handle.execute("alter table audit_entry disable trigger audit_entry_append_only");
            handle.execute("truncate audit_entry");
            handle.execute("set synchronous_commit = off");
            handle.execute("drop index audit_entry_by_actor");
            handle.execute("drop index audit_entry_by_action");
            handle.execute("drop index audit_entry_by_time");
            handle.createUpdate("""
                            insert into audit_entry (seq, event_id, source, actor, action, resource, outcome, details, at,
                                previous_hash, hash)
                            select n, 'event-' || n, '/aiops/tool-runner', 'user-' || n % 1000, 'tool.verb-' || n % 50,
                                'terminal', 'allowed', '{"command": "df -h"}',
                                timestamptz '2026-11-01T00:00:00Z' - (:entries - n) * interval '3 seconds',
                                repeat('0', 64), repeat('f', 64)
                            from generate_series(1, :entries) n""").bind("entries", ENTRIES).execute();
            handle.execute("create index audit_entry_by_actor on audit_entry (actor, at, seq)");
            handle.execute("create index audit_entry_by_action on audit_entry (action, at, seq)");
            handle.execute("create index audit_entry_by_time on audit_entry (at, seq)");
            handle.execute("alter table audit_entry enable trigger audit_entry_append_only");
            handle.execute("analyze audit_entry");
        });
    }

    private static void time(String what, String query) {
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES + 20; i++) {
            long start = System.nanoTime();
            admin().get("/api/v1/audit?" + query).then().statusCode(200);
            if (i >= 20) {
                nanos[i - 20] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-40s p50 %.1f ms, p99 %.1f ms%n", what, nanos[TIMES / 2] / 1e6, nanos[TIMES * 99 / 100] / 1e6);
    }
}
