package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.opsscheduler.drift.CommandQuestions;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks by an operation and waits for its answer, which every replica hears. */
@ApplicationScoped
class CommandCheckPublisher implements CommandQuestions {

    private final Map<String, CompletableFuture<OperationCompleted>> waiting = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private final Clock clock;

    CommandCheckPublisher(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void listen(@Observes Subscriptions on) {
        on.broadcast(OperationCompleted.class, (event, meta) -> {
            CompletableFuture<OperationCompleted> question = waiting.get(event.operationId());
            if (question != null) {
                question.complete(event);
            }
        });
    }

    @Override
    public Optional<Map<String, Verdict>> ask(List<String> commands, String runId, Duration within) {
        String id = Ids.next();
        CompletableFuture<OperationCompleted> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> outbox.publish(new OperationRequested(
                            id,
                            runId,
                            Capability.TOOLS_CHECK.id(),
                            Map.of("commands", commands),
                            RunEventPublisher.REQUESTER,
                            false,
                            clock.instant().plus(within))));
            return verdicts(answer.get(within.toMillis(), TimeUnit.MILLISECONDS).evidence());
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.remove(id);
        }
    }

    private static Optional<Map<String, Verdict>> verdicts(Map<String, Object> evidence) {
        if (!(evidence.get("checked") instanceof Map<?, ?> checked)) {
            return Optional.empty();
        }
        Map<String, Verdict> verdicts = new HashMap<>();
        checked.forEach((command, verdict) -> {
            if (verdict instanceof Map<?, ?> said) {
                verdicts.put(
                        String.valueOf(command),
                        new Verdict(String.valueOf(said.get("decision")), String.valueOf(said.get("reason"))));
            }
        });
        return Optional.of(verdicts);
    }
}
