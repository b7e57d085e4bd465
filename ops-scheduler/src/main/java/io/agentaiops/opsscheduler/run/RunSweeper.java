package io.agentaiops.opsscheduler.run;

import io.agentaiops.eventbus.AfterCommit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks at runs whose time has come although nothing arrived: a step or an approval is overdue, the run was queued, or
 * the replica that should have gone on has died. Each run is looked at by one replica at a time.
 */
@ApplicationScoped
class RunSweeper {

    private static final Logger LOG = Logger.getLogger(RunSweeper.class);
    private static final int AT_ONCE = 200;
    private static final int MOST_ROUNDS = 50;
    /** Connections to the database that sweeping may hold. */
    private static final int PARALLEL = 6;

    private final RunStore store;
    private final RunAdvancer advancer;
    private final AfterCommit afterCommit;
    private final Clock clock;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    RunSweeper(RunStore store, RunAdvancer advancer, AfterCommit afterCommit, Clock clock) {
        this.store = store;
        this.advancer = advancer;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Sweeps once the caller's transaction has committed. */
    void soon() {
        afterCommit.run(this::sweep);
    }

    @Scheduled(every = "{aiops.run.sweep-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            List<UUID> due = store.due(clock.instant(), AT_ONCE);
            // Bounded, for runs that cannot go on stay due.
            for (int round = 0; round < MOST_ROUNDS && !due.isEmpty(); round++) {
                wakeAll(due);
                due = due.size() < AT_ONCE ? List.of() : store.due(clock.instant(), AT_ONCE);
            }
        } finally {
            sweeping.set(false);
        }
    }

    private void wakeAll(List<UUID> due) {
        Semaphore free = new Semaphore(PARALLEL);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(id -> threads.execute(() -> {
                free.acquireUninterruptibly();
                try {
                    QuarkusTransaction.requiringNew().run(() -> wake(id));
                } catch (RuntimeException e) {
                    LOG.errorf(e, "run cannot go on runId=%s", id);
                } finally {
                    free.release();
                }
            }));
        }
    }

    private void wake(UUID id) {
        store.lockDue(id, clock.instant()).ifPresent(advancer::advance);
    }
}
