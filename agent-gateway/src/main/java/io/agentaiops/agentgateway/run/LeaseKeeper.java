package io.agentaiops.agentgateway.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Holds the leases of this replica's agents: one statement renews them all, so that no agent needs to think of it in the
 * middle of a search or of a model's turn, and tells an agent at once when it has nothing to do any more.
 */
@ApplicationScoped
public class LeaseKeeper {

    /** A lease that an agent of this replica holds; true as a supplier once it is lost. */
    public final class Hold implements BooleanSupplier, AutoCloseable {

        private final String runId;
        private final String owner;
        private volatile boolean lost;
        private volatile long renewedAt = System.nanoTime();

        private Hold(String runId, String owner) {
            this.runId = runId;
            this.owner = owner;
        }

        /** The name under which the lease is held. */
        public String owner() {
            return owner;
        }

        /** Whether somebody else took the lease, the run ended, or nobody could renew it in time. */
        @Override
        public boolean getAsBoolean() {
            return lost || System.nanoTime() - renewedAt > config.lease().toNanos();
        }

        @Override
        public void close() {
            holds.remove(this);
        }
    }

    private final RunLeases leases;
    private final RunConfig config;
    private final Clock clock;
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();

    LeaseKeeper(RunLeases leases, RunConfig config, Clock clock) {
        this.leases = leases;
        this.config = config;
        this.clock = clock;
    }

    /** How long a lease lasts. */
    public Duration lease() {
        return config.lease();
    }

    /** Keeps the lease that was just taken, until closed. */
    public Hold hold(String runId, String owner) {
        Hold hold = new Hold(runId, owner);
        holds.add(hold);
        return hold;
    }

    /** The run ended, whoever ended it: the agent that works on it here, if one does, stops. */
    public void ended(String runId) {
        holds.stream().filter(hold -> hold.runId.equals(runId)).forEach(hold -> hold.lost = true);
    }

    @Scheduled(every = "2s", identity = "lease-renewal", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void renew() {
        List<Hold> now = List.copyOf(holds);
        if (now.isEmpty()) {
            return;
        }
        long at = System.nanoTime();
        Set<String> held = new HashSet<>(leases.renew(
                now.stream().map(hold -> Map.entry(hold.runId, hold.owner)).toList(), config.lease()));
        for (Hold hold : now) {
            if (held.contains(hold.owner)) {
                hold.renewedAt = at;
            } else {
                hold.lost = true;
            }
        }
    }

    /** Lets go of everything, so that the others need not wait for the leases to end. */
    void stop(@Observes ShutdownEvent event) {
        for (Hold hold : holds) {
            hold.lost = true;
            leases.drop(hold.runId, hold.owner, clock.instant());
        }
    }
}
