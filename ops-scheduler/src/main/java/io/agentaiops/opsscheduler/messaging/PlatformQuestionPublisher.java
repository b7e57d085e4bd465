package io.agentaiops.opsscheduler.messaging;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.agentaiops.opsscheduler.compliance.PlatformQuestions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks by an operation and waits for its answer, which every replica hears. */
@ApplicationScoped
class PlatformQuestionPublisher implements PlatformQuestions {

    private final Map<String, CompletableFuture<OperationCompleted>> waiting = new ConcurrentHashMap<>();
    private final Outbox outbox;
    private final Clock clock;

    PlatformQuestionPublisher(Outbox outbox, Clock clock) {
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
    public Optional<Answer> ask(Capability capability, Map<String, Object> arguments, Duration within) {
        String id = Ids.next();
        return ask(id, id, capability, arguments, within)
                .map(event -> new Answer(
                        event.outcome() == OperationCompleted.Outcome.SUCCEEDED, event.summary(), event.evidence()));
    }

    /** The same on behalf of a run. */
    Optional<OperationCompleted> ask(
            String id, String runId, Capability capability, Map<String, Object> arguments, Duration within) {
        CompletableFuture<OperationCompleted> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> outbox.publish(new OperationRequested(
                            id,
                            runId,
                            capability.id(),
                            arguments,
                            RunEventPublisher.REQUESTER,
                            false,
                            clock.instant().plus(within))));
            return Optional.of(answer.get(within.toMillis(), TimeUnit.MILLISECONDS));
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
}
