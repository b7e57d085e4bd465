package io.agentaiops.opsscheduler.operation;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventcontracts.Capability;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Carries tasks out, each answered once. A task is taken by a lease in the database, done outside any transaction, and
 * answered in the transaction that ends it; what a dead replica left is taken up when its lease is over.
 */
@ApplicationScoped
public class TaskExecutor {

    private static final Logger LOG = Logger.getLogger(TaskExecutor.class);
    /** Renewed while the task is being done; without renewal, its replica is taken for dead after this time. */
    private static final Duration LEASE = Duration.ofSeconds(20);
    /** The replica that accepted a task starts it at once; this long others leave it alone. */
    private static final Duration HEAD_START = Duration.ofSeconds(5);

    private static final int AT_ONCE = 50;

    private final Map<Capability, CapabilityHandler> handlers = new EnumMap<>(Capability.class);
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final TaskStore store;
    private final TaskPublisher publisher;
    private final AfterCommit afterCommit;
    private final Clock clock;

    TaskExecutor(
            @All List<CapabilityHandler> handlers,
            TaskStore store,
            TaskPublisher publisher,
            AfterCommit afterCommit,
            Clock clock) {
        handlers.forEach(handler -> this.handlers.put(handler.capability(), handler));
        this.store = store;
        this.publisher = publisher;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Stores the task and starts it after the caller's transaction; a task that is known is left alone. */
    @Transactional
    public void accept(Task task) {
        if (store.accept(task, clock.instant())) {
            afterCommit.run(() -> execute(task.operationId()));
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renewLeases() {
        store.renew(Set.copyOf(underWay), clock.instant().plus(LEASE));
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void takeUpAbandoned() {
        Instant now = clock.instant();
        for (UUID id : store.abandoned(now.minus(HEAD_START), now, AT_ONCE)) {
            LOG.infof("taking up an abandoned operation operationId=%s", id);
            afterCommit.run(() -> execute(id));
        }
    }

    private void execute(UUID id) {
        Instant begin = clock.instant();
        store.claim(id, begin, LEASE).ifPresent(task -> {
            underWay.add(id);
            try {
                Finding finding = find(task, begin);
                QuarkusTransaction.requiringNew().run(() -> complete(task, finding, begin));
            } finally {
                underWay.remove(id);
            }
        });
    }

    private void complete(Task task, Finding finding, Instant begin) {
        Instant end = clock.instant();
        if (store.complete(task.operationId(), end)) {
            publisher.completed(task, finding, Duration.between(begin, end), end);
        }
    }

    private Finding find(Task task, Instant now) {
        CapabilityHandler handler = handlers.get(task.capability());
        if (handler == null) {
            return Finding.refused(
                    "ops-scheduler does not do " + task.capability().id());
        }
        if (now.isAfter(task.deadline())) {
            return new Finding(Finding.Verdict.TOO_LATE, "Asked for too late: the deadline had passed", Map.of());
        }
        if (task.dryRun()) {
            return Finding.good("Would look at " + task.capability().id(), Map.of());
        }
        try {
            return handler.handle(task.arguments());
        } catch (IllegalArgumentException e) {
            return Finding.refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "capability failed capability=%s", task.capability().id());
            return Finding.bad("Could not be found out: " + e, Map.of());
        }
    }
}
