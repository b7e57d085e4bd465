package io.agentaiops.agentgateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.agentgateway.evidence.Evidence;
import io.agentaiops.agentgateway.peer.Caller;
import io.agentaiops.agentgateway.session.Session;
import io.agentaiops.agentgateway.session.SessionStore;
import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many replicas at once, as far as the tables can tell them apart. */
@QuarkusTest
class RunLeasesIT {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int REPLICAS = 12;
    private static final String WHO = "many-replicas";

    @Inject
    RunLeases leases;

    @Inject
    RunStore runs;

    @Inject
    RunLifecycle lifecycle;

    @Inject
    RunJournal journal;

    @Inject
    SessionStore sessions;

    @Inject
    Jdbi jdbi;

    @AfterEach
    void nothingIsLeftForTheSweeper() {
        jdbi.useHandle(handle -> handle.execute("delete from session where principal = ?", WHO));
    }

    @Test
    void oneOfManyTakesTheLease() throws Exception {
        Run run = stored();

        List<Optional<Run>> taken = atOnce(i -> leases.claim(run.id(), "replica-" + i, Instant.now(), LEASE));

        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void oneOfManyResultsTakesTheLeaseAndNoneIsOverlooked() throws Exception {
        Run run = stored();

        List<Boolean> taken = atOnce(i -> leases.wake(run.id(), "replica-" + i, LEASE));

        assertThat(taken).filteredOn(yes -> yes).hasSize(1);
        assertThat(runs.find(run.id()).orElseThrow().wakes()).isEqualTo(REPLICAS);
    }

    @Test
    void whoeverOverlookedSomethingMayNotLetGo() {
        Run run = stored();
        Run taken = leases.claim(run.id(), "one", Instant.now(), LEASE).orElseThrow();

        assertThat(leases.wake(run.id(), "two", LEASE)).as("the lease is held").isFalse();

        assertThat(leases.release(taken, "one", Instant.now())).isFalse();
        Run again = runs.find(run.id()).orElseThrow();
        assertThat(leases.release(again, "two", Instant.now())).isFalse();
        assertThat(leases.release(again, "one", Instant.now())).isTrue();
    }

    @Test
    void whoeverLostItsLeaseStoresNothing() {
        Run run = stored();
        assertThat(leases.claim(run.id(), "slow", Instant.now(), LEASE)).isPresent();
        jdbi.useHandle(handle -> handle.execute("update run set lease_owner = 'quick' where id = ?", run.id()));
        RunLifecycle.Ending ending = new RunLifecycle.Ending(
                new RunState.Succeeded(), null, AnswerMode.MODEL, "m", "wrong", List.of(), Evidence.NONE, Usage.NONE);

        assertThat(lifecycle.progress(run, "slow", "{}", null, null, Usage.NONE))
                .isFalse();
        assertThat(journal.addUnder("slow", run.id(), RunEvent.TOKEN, Map.of("text", "wrong")))
                .isFalse();
        assertThat(lifecycle.end(run, "slow", ending)).isFalse();
        assertThat(leases.renew(List.of(Map.entry(run.id(), "slow"), Map.entry(run.id(), "quick")), LEASE))
                .containsExactly("quick");
        assertThat(lifecycle.progress(run, "quick", "{}", null, null, Usage.NONE))
                .isTrue();
        assertThat(journal.after(run.id(), 0, 10).events()).isEmpty();
    }

    @Test
    void aRunEndsOnceHoweverManyEndIt() throws Exception {
        Run run = stored();

        List<Boolean> ended = atOnce(i -> lifecycle.cancel(run, "replica-" + i));

        assertThat(ended).filteredOn(yes -> yes).hasSize(1);
        assertThat(journal.after(run.id(), 0, 100).events())
                .filteredOn(event -> event.name().equals(RunEvent.DONE))
                .hasSize(1);
        assertThat(leases.claim(run.id(), "late", Instant.now(), LEASE)).isEmpty();
        assertThat(leases.wake(run.id(), "late", LEASE)).isFalse();
    }

    @Test
    void eventsOfManyWritersAreNumberedWithoutGaps() throws Exception {
        Run run = stored();

        List<Boolean> written = atOnce(i -> {
            for (int n = 0; n < 10; n++) {
                journal.add(run.id(), RunEvent.TOKEN, Map.of("writer", i, "n", n));
            }
            return true;
        });

        assertThat(written).hasSize(REPLICAS);
        RunJournal.Page page = journal.after(run.id(), 0, 1_000);
        assertThat(page.over()).isFalse();
        assertThat(page.events())
                .extracting(RunEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, REPLICAS * 10L).boxed().toList());
        assertThat(journal.after(run.id(), 115, 3).events())
                .extracting(RunEvent::sequence)
                .containsExactly(116L, 117L, 118L);
    }

    @Test
    void whatIsLeftBehindIsFoundLongestWaitingFirst() {
        Run free = stored();
        Run held = stored();
        Run expired = stored();
        leases.claim(held.id(), "alive", Instant.now(), LEASE);

        // Rolled back, so that the sweeper of this replica does not see it.
        List<String> found = new ArrayList<>();
        QuarkusTransaction.begin();
        try {
            leases.claim(expired.id(), "dead", Instant.now(), Duration.ofMinutes(-1));
            found.addAll(leases.abandoned(Instant.now().plusSeconds(3600), 1_000));
        } finally {
            QuarkusTransaction.rollback();
        }

        assertThat(found).contains(free.id(), expired.id()).doesNotContain(held.id());
        assertThat(found.indexOf(expired.id())).isLessThan(found.indexOf(free.id()));
    }

    /** A run that no agent of this replica looks for. */
    private Run stored() {
        Instant now = Instant.now();
        Session session = new Session(Ids.next(), WHO, "", now, now);
        sessions.insert(session);
        Run run = new Run(
                Ids.next(),
                session.id(),
                new Caller(WHO, Set.of("viewer")),
                AnswerMode.RUNBOOK,
                null,
                "Why?",
                new RunState.Queued(),
                null,
                null,
                null,
                null,
                List.of(),
                Evidence.NONE,
                Usage.NONE,
                new Limits(1, 1, 1, 60),
                null,
                now,
                null,
                null,
                now.plusSeconds(60),
                0);
        assertThat(runs.insert(run, null, now.plusSeconds(600))).isTrue();
        return run;
    }

    private interface Replica<T> {
        T act(int number) throws Exception;
    }

    private static <T> List<T> atOnce(Replica<T> replica) throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = IntStream.range(0, REPLICAS)
                    .mapToObj(i -> threads.submit((Callable<T>) () -> {
                        start.await();
                        return replica.act(i);
                    }))
                    .toList();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        }
    }
}
