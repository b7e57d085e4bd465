package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.replica.ReplicaLease;
import io.agentaiops.alertrouter.replica.ReplicasChanged;
import io.agentaiops.alertrouter.timing.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Frees claims that nobody will settle: those of replicas that are no more, and those that this replica made in a commit
 * whose answer it never got.
 */
@ApplicationScoped
class ClaimSweeper {

    private static final int LATE = 3_000;
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** A claim that is younger may be on its way from the commit to its line. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

    private final ClaimStore store;
    private final HeldClaims held;
    private final ReplicaLease lease;
    private final NotificationConfig config;
    private final Clock clock;
    private volatile @Nullable Ticker ticker;

    ClaimSweeper(ClaimStore store, HeldClaims held, ReplicaLease lease, NotificationConfig config, Clock clock) {
        this.store = store;
        this.held = held;
        this.lease = lease;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        ticker = Ticker.start("claim-sweeper", EVERY, this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }

    void changed(@Observes ReplicasChanged event) {
        Ticker running = ticker;
        if (running != null) {
            running.wake();
        }
    }

    private boolean round() {
        QuarkusTransaction.requiringNew().run(() -> store.freeOrphans(clock.instant()));
        List<UUID> forgotten = QuarkusTransaction.requiringNew()
                .call(() -> store.claimedBy(
                        lease.id(), clock.instant().plus(config.claim()).minus(ON_ITS_WAY)))
                .stream()
                .filter(id -> !held.has(id))
                .toList();
        if (!forgotten.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> store.giveBack(forgotten, lease.id()));
        }
        return false;
    }
}
