package io.agentaiops.eventbus.operation;

import io.agentaiops.eventbus.AfterCommit;
import io.agentaiops.eventbus.EventMetadata;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.ServiceIdentity;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted;
import io.agentaiops.eventcontracts.operation.OperationRequested;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Hears the operations that this service owns and answers each once. A request is stored in the transaction of its event,
 * carried out outside any transaction under a lease, and answered in the transaction that strikes it off the list; what a dead
 * replica left is taken up when its lease is over.
 */
@ApplicationScoped
class OperationDesk {

    private static final Logger LOG = Logger.getLogger(OperationDesk.class);

    /** Renewed while the operation is carried out; without renewal its replica is taken for dead. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** The replica that stored a request begins at once; for so long the others leave it alone. */
    private static final Duration HEAD_START = Duration.ofSeconds(5);

    /** Longer than anybody asks again. */
    private static final Duration REMEMBERED = Duration.ofDays(8);

    private static final int AT_ONCE = 50;

    private final Map<Capability, CapabilityHandler> handlers = new EnumMap<>(Capability.class);
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final OperationStore store;
    private final Outbox outbox;
    private final AfterCommit afterCommit;
    private final ServiceIdentity identity;
    private final Clock clock;

    OperationDesk(
            @All List<CapabilityHandler> handlers,
            OperationStore store,
            Outbox outbox,
            AfterCommit afterCommit,
            ServiceIdentity identity,
            Clock clock) {
        handlers.forEach(handler -> this.handlers.put(handler.capability(), handler));
        this.store = store;
        this.outbox = outbox;
        this.afterCommit = afterCommit;
        this.identity = identity;
        this.clock = clock;
    }

    /** Also says which capability of the service has no handler, before any procedure asks for it in vain. */
    void listen(@Observes Subscriptions on) {
        for (Capability capability : Capability.values()) {
            if (isOwn(capability) && !handlers.containsKey(capability)) {
                LOG.warnf("nobody carries out %s", capability.id());
            }
        }
        if (!handlers.isEmpty()) {
            on.each(OperationRequested.class, this::requested);
        }
    }

    private void requested(OperationRequested event, EventMetadata meta) {
        if (Capability.of(event.capability()).filter(this::isOwn).isPresent()) {
            store.add(event, clock.instant());
            afterCommit.run(() -> execute(event.operationId()));
        }
    }

    private boolean isOwn(Capability capability) {
        return capability.owner().service().equals(identity.service());
    }

    @Scheduled(every = "5s", identity = "operation-leases", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void renewLeases() {
        if (!underWay.isEmpty()) {
            store.renew(Set.copyOf(underWay), clock.instant().plus(LEASE));
        }
    }

    @Scheduled(every = "5s", identity = "operation-sweep", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void takeUpAbandoned() {
        if (handlers.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (String id : store.abandoned(now.minus(HEAD_START), now, AT_ONCE)) {
            LOG.infof("taking up an abandoned operation operationId=%s", id);
            afterCommit.run(() -> execute(id));
        }
    }

    @Scheduled(every = "1h", delayed = "6m", identity = "operation-retention")
    @RunOnVirtualThread
    void forgetAnswered() {
        store.forget(clock.instant().minus(REMEMBERED));
    }

    private void execute(String id) {
        Instant begin = clock.instant();
        store.claim(id, begin, LEASE).ifPresent(claimed -> {
            underWay.add(id);
            try {
                Finding finding = find(claimed, begin);
                QuarkusTransaction.requiringNew().run(() -> answer(claimed.operation(), finding, begin));
            } finally {
                underWay.remove(id);
            }
        });
    }

    private void answer(Operation operation, Finding finding, Instant begin) {
        Instant end = clock.instant();
        if (store.answered(operation.id(), end)) {
            outbox.publish(new OperationCompleted(
                    operation.id(),
                    operation.runId(),
                    operation.capability().id(),
                    finding.outcome(),
                    finding.summary(),
                    finding.evidence(),
                    Duration.between(begin, end).toMillis(),
                    end));
        }
    }

    private Finding find(OperationStore.Claimed claimed, Instant now) {
        Operation operation = claimed.operation();
        Capability capability = operation.capability();
        CapabilityHandler handler = handlers.get(capability);
        if (handler == null) {
            return Finding.refused(identity.service() + " does not carry out " + capability.id());
        }
        if (now.isAfter(operation.deadline())) {
            return Finding.tooLate("asked for too late: the deadline " + operation.deadline() + " had passed");
        }
        if (claimed.dryRun()) {
            return Finding.good(
                    "would carry out " + capability.id(),
                    Map.of("with", operation.arguments().values()));
        }
        if (claimed.attempt() > 1 && capability.risk() == Capability.Risk.CHANGE) {
            return Finding.bad(
                    "was interrupted and may have had its effect: look before you repeat it",
                    Map.of("attempts", claimed.attempt()));
        }
        try {
            return handler.perform(operation);
        } catch (IllegalArgumentException e) {
            return Finding.refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "capability failed capability=%s operationId=%s", capability.id(), operation.id());
            return Finding.bad("could not be done: " + e.getMessage(), Map.of("error", e.toString()));
        }
    }
}
