package io.agentaiops.ragindexer.operation;

import io.agentaiops.eventbus.AfterCommit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Carries operations out after they have been stored. All of them only look, or bring the index up to date: one that a
 * killed process had begun is simply carried out again.
 */
@ApplicationScoped
public class OperationRunner {

    private static final Logger LOG = Logger.getLogger(OperationRunner.class);
    /** How long a replica may take before another carries the operation out as well. */
    private static final Duration CLAIM = Duration.ofMinutes(12);

    private final OperationStore store;
    private final KnowledgeOperations operations;
    private final OperationResults results;
    private final AfterCommit afterCommit;
    private final Clock clock;

    OperationRunner(
            OperationStore store,
            KnowledgeOperations operations,
            OperationResults results,
            AfterCommit afterCommit,
            Clock clock) {
        this.store = store;
        this.operations = operations;
        this.results = results;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Takes the operation on, in the caller's transaction. */
    public void take(RequestedOperation operation) {
        store.add(operation, clock.instant());
        afterCommit.run(this::runWaiting);
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        runWaiting();
    }

    private void runWaiting() {
        Instant now = clock.instant();
        for (Optional<RequestedOperation> next = store.claim(now, now.plus(CLAIM));
                next.isPresent();
                next = store.claim(clock.instant(), clock.instant().plus(CLAIM))) {
            run(next.get());
        }
    }

    private void run(RequestedOperation operation) {
        Instant start = clock.instant();
        OperationResult result = perform(operation, start);
        Instant end = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.remove(operation.operationId())) {
                results.completed(operation, result, Duration.between(start, end), end);
            }
        });
    }

    private OperationResult perform(RequestedOperation operation, Instant now) {
        if (now.isAfter(operation.deadline())) {
            return new OperationResult(OperationResult.Verdict.TIMED_OUT, "started after its deadline", Map.of());
        }
        try {
            return operations.perform(operation);
        } catch (RuntimeException e) {
            LOG.warnf(e, "operationId=%s capability=%s failed", operation.operationId(), operation.capability());
            return OperationResult.bad("could not be done: " + e.getMessage(), Map.of());
        }
    }
}
