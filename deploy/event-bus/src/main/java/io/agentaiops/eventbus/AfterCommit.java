package io.agentaiops.eventbus;

import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Starts what must wait for a commit. An optimisation of latency and never a guarantee: the process may be killed right
 * after the commit, so whatever is started here must also be found by a sweeper.
 */
@ApplicationScoped
public class AfterCommit {

    private static final Logger LOG = Logger.getLogger(AfterCommit.class);

    private final TransactionSynchronizationRegistry registry;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    AfterCommit(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Runs the action on a virtual thread once the transaction has committed, or at once when there is none; in the trace of
     * who asked for it.
     */
    public void run(Runnable action) {
        Runnable guarded = Context.current().wrap(() -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("action after commit failed", e);
            }
        });
        if (registry.getTransactionKey() == null) {
            executor.execute(guarded);
        } else {
            registry.registerInterposedSynchronization(new OnCommit(() -> executor.execute(guarded)));
        }
    }

    private record OnCommit(Runnable action) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                action.run();
            }
        }
    }
}
