package io.agentaiops.toolrunner.messaging;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.eventcontracts.operation.ProcedureRunProgressed;
import io.agentaiops.toolrunner.builtin.runbook.RunbookDesk;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks ops-scheduler for runs of runbooks, and hears how they go on. Each time it asks anew: a call that another replica
 * left is asked for again, and the answer says what became of it, for the run bears the call's id.
 */
@ApplicationScoped
class RunbookPublisher implements RunbookDesk {

    private final Map<String, CompletableFuture<OperationCompleted>> waiting = new ConcurrentHashMap<>();
    private final Map<String, List<Semaphore>> watched = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private final Clock clock;

    RunbookPublisher(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void listen(@Observes Subscriptions on) {
        on.broadcast(OperationCompleted.class, (event, meta) -> {
            CompletableFuture<OperationCompleted> answer = waiting.get(event.operationId());
            if (answer != null) {
                answer.complete(event);
            }
        });
        on.broadcast(
                ProcedureRunProgressed.class,
                (event, meta) -> watched.getOrDefault(event.runId(), List.of()).forEach(Semaphore::release));
    }

    @Override
    public Optional<Answer> begin(Wanted wanted, Duration within) throws InterruptedException {
        String id = Ids.next();
        CompletableFuture<OperationCompleted> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            QuarkusTransaction.requiringNew().run(() -> outbox.publish(request(id, wanted, within)));
            return Optional.of(answer(answer.get(within.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.remove(id);
        }
    }

    private OperationRequested request(String id, Wanted wanted, Duration within) {
        Map<String, Object> with = new HashMap<>(Map.of("procedure", wanted.procedure(), "call", wanted.callId()));
        if (!wanted.reason().isEmpty()) {
            with.put("reason", wanted.reason());
        }
        return new OperationRequested(
                id,
                wanted.callId(),
                Capability.RUNBOOK_START.id(),
                with,
                wanted.principal(),
                false,
                clock.instant().plus(within));
    }

    private static Answer answer(OperationCompleted event) {
        Object runId = event.evidence().get("runId");
        return event.outcome() == OperationCompleted.Outcome.SUCCEEDED && runId != null
                ? new Answer.Runs(runId.toString(), event.summary())
                : new Answer.Refused(event.summary());
    }

    @Override
    public Watch watch(String runId) {
        Semaphore changed = new Semaphore(0);
        watched.compute(runId, (id, others) -> {
            List<Semaphore> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(changed);
            return all;
        });
        return new Watch() {
            @Override
            public void await(Duration atMost) throws InterruptedException {
                var unused = changed.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
                changed.drainPermits();
            }

            @Override
            public void close() {
                watched.computeIfPresent(runId, (id, all) -> {
                    all.remove(changed);
                    return all.isEmpty() ? null : all;
                });
            }
        };
    }
}
