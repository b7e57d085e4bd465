package io.agentaiops.alertrouter.replica;

import io.agentaiops.alertrouter.timing.Ticker;
import io.agentaiops.eventbus.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This replica's right to do what it claimed. It says every second that it lives; as long as it could say so a moment ago
 * it holds the lease. A replica that is cut off or stands still loses the lease (4 s) before the others may hold it to be
 * dead (6 s) and take over. Measured from before the beat was sent, by a monotonic clock.
 */
@ApplicationScoped
public class ReplicaLease {

    private static final Logger LOG = Logger.getLogger(ReplicaLease.class);
    private static final int BEFORE_CLAIMS = 500;
    private static final int AFTER_THE_SENDER = 4_000;

    private final ReplicaStore store;
    private final ReplicaConfig config;
    private final Event<ReplicasChanged> changes;
    private final PeerWatch watch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition renewed = lock.newCondition();
    private volatile UUID id = UUID.fromString(Ids.next());
    private volatile long heldUntil = System.nanoTime();
    private volatile boolean joined;
    private volatile boolean closed;
    private volatile @Nullable Ticker ticker;

    ReplicaLease(ReplicaStore store, ReplicaConfig config, Event<ReplicasChanged> changes) {
        if (config.lease().plus(config.beatEvery()).compareTo(config.deadAfter()) > 0) {
            throw new IllegalArgumentException(
                    "aiops.replica.dead-after must be at least aiops.replica.lease plus aiops.replica.beat-every");
        }
        this.store = store;
        this.config = config;
        this.changes = changes;
        this.watch = new PeerWatch(config.deadAfter());
    }

    void start(@Observes @Priority(BEFORE_CLAIMS) StartupEvent event) {
        round();
        ticker = Ticker.start("replica-lease", config.beatEvery(), this::round);
    }

    void stop(@Observes @Priority(AFTER_THE_SENDER) ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
        if (joined) {
            QuarkusTransaction.requiringNew().run(() -> store.leave(id));
        }
    }

    /** Under which name this replica claims. */
    public UUID id() {
        return id;
    }

    /** Waits until the lease is held; false when this process ends first. */
    public boolean await() {
        if (isHeld()) {
            return true;
        }
        lock.lock();
        try {
            while (!isHeld()) {
                if (closed) {
                    return false;
                }
                renewed.await();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeld() {
        return System.nanoTime() - heldUntil < 0;
    }

    /** Nobody waits any longer: the process ends. */
    public void close() {
        closed = true;
        signal();
    }

    private boolean round() {
        long begin = System.nanoTime();
        boolean removed = QuarkusTransaction.requiringNew().call(this::beat);
        if (removed) {
            LOG.warn("this replica was silent for so long that the others took over");
            changes.fire(new ReplicasChanged(true));
        }
        heldUntil = begin + config.lease().toNanos();
        signal();
        Map<UUID, Long> beats = QuarkusTransaction.requiringNew().call(store::beats);
        for (UUID dead : watch.silent(beats, System.nanoTime())) {
            long beat = beats.getOrDefault(dead, 0L);
            if (QuarkusTransaction.requiringNew().call(() -> store.remove(dead, beat))) {
                LOG.warnf("replica %s is silent; what it had claimed is free", dead);
                changes.fire(new ReplicasChanged(false));
            }
        }
        return false;
    }

    /** Returns whether this replica had been removed, and has another name now. */
    private boolean beat() {
        if (joined && store.beat(id)) {
            return false;
        }
        UUID name = UUID.fromString(Ids.next());
        store.join(name);
        boolean removed = joined;
        id = name;
        joined = true;
        return removed;
    }

    private void signal() {
        lock.lock();
        try {
            renewed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
