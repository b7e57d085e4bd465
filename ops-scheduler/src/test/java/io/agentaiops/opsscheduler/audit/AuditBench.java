package io.agentaiops.opsscheduler.audit;

import io.agentaiops.opsscheduler.testing.Callers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Pages of an audit ledger of ten million entries ({@code -Daiops.bench.entries} changes that), over REST, beside the same
 * request to an empty page as floor, the purge of the oldest day, and the walk along a chain of half a million entries. Prints and asserts nothing: it measures.
 */
@QuarkusTest
class AuditBench {

    private static final long ENTRIES = Long.getLong("aiops.bench.entries", 10_000_000);
    private static final int WARM = 50;
    private static final int TIMES = 200;
    private static final int CHAIN = 500_000;
    private static final int AT_ONCE = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Jdbi jdbi;
    private final AuditLedger ledger;
    private final AuditVerifier verifier;

    AuditBench(Jdbi jdbi, AuditLedger ledger, AuditVerifier verifier) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.verifier = verifier;
    }

    @Test
    void measure() throws IOException, InterruptedException {
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
        Instant then = Instant.now().minus(Duration.ofDays(180)).truncatedTo(ChronoUnit.SECONDS);
        time("100 of an hour half a year ago", "from=" + then + "&to=" + then.plusSeconds(3600));
        time("100 in the middle", "cursor=" + ENTRIES / 2);
        time("1,000 of one actor from the middle on", "limit=1000&actor=user-77&cursor=" + ENTRIES / 2);
        purge(ENTRIES / 366);
        verify();
    }

    /** A chain as the ledger writes it, walked from its beginning. */
    private void verify() {
        jdbi.useHandle(handle -> {
            handle.execute("alter table audit_entry disable trigger audit_entry_append_only");
            handle.execute("truncate audit_entry");
            handle.execute("alter table audit_entry enable trigger audit_entry_append_only");
        });
        long start = System.nanoTime();
        for (int written = 0; written < CHAIN; written += AT_ONCE) {
            ledger.appendAll(facts(written));
        }
        System.out.printf("%,d entries chained, %,.0f a second%n", CHAIN, CHAIN / seconds(start));
        start = System.nanoTime();
        AuditVerifier.Verification found = verifier.verify();
        System.out.printf("walked %,d, %,.0f a second%n", found.entries(), found.entries() / seconds(start));
    }

    private static List<AuditLedger.Fact> facts(int from) {
        return IntStream.range(from, from + AT_ONCE)
                .mapToObj(n -> new AuditLedger.Fact(
                        "bench-" + n,
                        "/aiops/tool-runner",
                        "user-" + n % 1000,
                        "tool.verb-" + n % 50,
                        "terminal",
                        "allowed",
                        Map.of("command", "df -h"),
                        Instant.now()))
                .toList();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** As the retention does it, but for the certificate: entries up to one, which must all be older than a year. */
    private void purge(long to) {
        long start = System.nanoTime();
        QuarkusTransaction.requiringNew()
                .run(() -> jdbi.useHandle(handle -> {
                    handle.execute("select set_config('aiops.purge_to', ?, true)", Long.toString(to));
                    handle.execute("delete from audit_entry where seq <= ?", to);
                }));
        System.out.printf("a day's purge of %,d entries              %.0f ms%n", to, (System.nanoTime() - start) / 1e6);
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
                                now() - (:entries - n) * (interval '366 days' / :entries),
                                repeat('0', 64), repeat('f', 64)
                            from generate_series(1, :entries) n""").bind("entries", ENTRIES).execute();
            handle.execute("create index audit_entry_by_actor on audit_entry (actor, at, seq)");
            handle.execute("create index audit_entry_by_action on audit_entry (action, at, seq)");
            handle.execute("create index audit_entry_by_time on audit_entry (at, seq)");
            handle.execute("alter table audit_entry enable trigger audit_entry_append_only");
            handle.execute("analyze audit_entry");
        });
    }

    private void time(String what, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/audit?" + query))
                .header("Authorization", "Bearer " + Callers.adminToken())
                .build();
        long[] nanos = new long[TIMES];
        for (int i = -WARM; i < TIMES; i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            nanos[Math.max(i, 0)] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-40s p50 %.1f ms, p99 %.1f ms%n", what, nanos[TIMES / 2] / 1e6, nanos[TIMES * 99 / 100] / 1e6);
    }
}
