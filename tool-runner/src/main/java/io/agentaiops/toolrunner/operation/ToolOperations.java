package io.agentaiops.toolrunner.operation;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Carries operations out. All of them only look, so one that was interrupted is simply done again; its result is said
 * once.
 */
@ApplicationScoped
public class ToolOperations {

    private static final Duration LEFT_BEHIND = Duration.ofSeconds(20);

    private final OperationStore store;
    private final OperationExecutor executor;
    private final OperationEvents events;
    private final AfterCommit afterCommit;
    private final Clock clock;

    ToolOperations(
            OperationStore store,
            OperationExecutor executor,
            OperationEvents events,
            AfterCommit afterCommit,
            Clock clock) {
        this.store = store;
        this.executor = executor;
        this.events = events;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Stores the operation, and does it once that is committed; a known one changes nothing. */
    @Transactional
    public void accept(ToolOperation operation) {
        if (store.insert(operation, clock.instant())) {
            afterCommit.run(() -> carryOut(operation));
        }
    }

    /** Takes up what a dead replica left. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        store.open(clock.instant().minus(LEFT_BEHIND)).forEach(this::carryOut);
    }

    private void carryOut(ToolOperation operation) {
        Instant start = clock.instant();
        OperationResult result = start.isAfter(operation.deadline())
                ? new OperationResult(Outcome.TIMED_OUT, "Its deadline had passed before it could start.", Map.of())
                : executor.carryOut(operation);
        Duration took = Duration.between(start, clock.instant());
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.close(operation.operationId(), clock.instant())) {
                events.completed(operation, result, took.isNegative() ? Duration.ZERO : took);
            }
        });
    }
}
