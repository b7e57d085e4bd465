package io.agentaiops.opsscheduler.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks at runs whose time has come although nothing arrived: a step or an approval is overdue, or the replica that
 * should have gone on has died. Each run is looked at by one replica at a time.
 */
@ApplicationScoped
class RunSweeper {

    private static final Logger LOG = Logger.getLogger(RunSweeper.class);
    private static final int AT_ONCE = 100;

    private final RunStore store;
    private final RunAdvancer advancer;
    private final Clock clock;

    RunSweeper(RunStore store, RunAdvancer advancer, Clock clock) {
        this.store = store;
        this.advancer = advancer;
        this.clock = clock;
    }

    @Scheduled(every = "{aiops.run.sweep-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        for (UUID id : store.due(clock.instant(), AT_ONCE)) {
            try {
                QuarkusTransaction.requiringNew().run(() -> wake(id));
            } catch (RuntimeException e) {
                LOG.errorf(e, "run cannot go on runId=%s", id);
            }
        }
    }

    private void wake(UUID id) {
        store.lockDue(id, clock.instant()).ifPresent(advancer::advance);
    }
}
