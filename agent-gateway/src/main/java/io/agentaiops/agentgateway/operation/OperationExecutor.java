package io.agentaiops.agentgateway.operation;

import io.agentaiops.eventbus.AfterCommit;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Does operations: stored when they are heard, done outside of any transaction, answered in one commit with the row
 * that says so. One that a killed gateway left undone is done again; each of ours can be.
 */
@ApplicationScoped
public class OperationExecutor {

    private static final Logger LOG = Logger.getLogger(OperationExecutor.class);
    private static final Duration LEASE_SLACK = Duration.ofSeconds(20);

    private final OperationStore store;
    private final OllamaWork ollama;
    private final AgentWork agent;
    private final OperationResults results;
    private final AfterCommit afterCommit;
    private final Clock clock;

    OperationExecutor(
            OperationStore store,
            OllamaWork ollama,
            AgentWork agent,
            OperationResults results,
            AfterCommit afterCommit,
            Clock clock) {
        this.store = store;
        this.ollama = ollama;
        this.agent = agent;
        this.results = results;
        this.afterCommit = afterCommit;
        this.clock = clock;
    }

    /** Takes an operation in and starts it after the commit. */
    @Transactional
    public void accept(Operation operation) {
        if (store.insert(operation, leaseEnd(operation))) {
            afterCommit.run(() -> execute(operation));
        }
    }

    @Scheduled(every = "5s", identity = "operation-sweeper", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        Instant now = clock.instant();
        Optional<Operation> left = store.claimAbandoned(now, now.plus(LEASE_SLACK));
        left.ifPresent(operation -> afterCommit.run(() -> execute(operation)));
    }

    private void execute(Operation operation) {
        Instant started = clock.instant();
        Finding finding = started.isAfter(operation.deadline())
                ? new Finding(Finding.Outcome.TIMED_OUT, "it could not be started before its deadline", Map.of())
                : perform(operation);
        Instant ended = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.complete(operation.id(), ended)) {
                results.completed(operation, finding, Duration.between(started, ended), ended);
            }
        });
        LOG.infof("operation done capability=%s outcome=%s", operation.capability(), finding.outcome());
    }

    private Finding perform(Operation operation) {
        try {
            return switch (operation.capability()) {
                case "ollama.version" -> ollama.version();
                case "ollama.models" -> ollama.models(operation);
                case "ollama.pull" -> ollama.pull(operation);
                case "agent.ask" -> agent.ask(operation);
                case "agent.performance" -> agent.performance(operation);
                case "agent.sessions" -> agent.sessions(operation);
                case "services.health" -> agent.services();
                default -> Finding.refused("agent-gateway cannot do " + operation.capability());
            };
        } catch (IllegalArgumentException e) {
            return Finding.refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "operation failed capability=%s", operation.capability());
            return Finding.bad("an internal error; the gateway's log has the details", Map.of());
        }
    }

    private Instant leaseEnd(Operation operation) {
        Instant now = clock.instant();
        Instant end = operation.deadline().isAfter(now) ? operation.deadline() : now;
        return end.plus(LEASE_SLACK);
    }
}
