package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.replica.ReplicaLease;
import io.agentaiops.alertrouter.timing.Ticker;
import io.agentaiops.eventbus.AfterCommit;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the queue holds: claims, delivers outside of any transaction, settles. Each way of each receiver has places of
 * its own, so that one that hangs holds up nobody else.
 */
@ApplicationScoped
public class NotificationSender {

    private static final int PRIORITY_LAST = 3_000;

    /** For how long after something stood in line the queue is looked at whenever something was settled. */
    private static final Duration LINE = Duration.ofMinutes(1);

    private final NotificationQueue queue;
    private final ReceiverDirectory directory;
    private final AttemptSettler settler;
    private final SendingRoom room;
    private final HeldClaims held;
    private final ReplicaLease lease;
    private final DeliveryAttempt attempt;
    private final AfterCommit afterCommit;
    private final NotificationConfig config;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Ticker ticker;
    private volatile long lookAfterSettlingUntil = System.nanoTime();

    NotificationSender(
            NotificationQueue queue,
            ReceiverDirectory directory,
            AttemptSettler settler,
            SendingRoom room,
            HeldClaims held,
            ReplicaLease lease,
            DeliveryAttempt attempt,
            AfterCommit afterCommit,
            NotificationConfig config) {
        this.queue = queue;
        this.directory = directory;
        this.settler = settler;
        this.room = room;
        this.held = held;
        this.lease = lease;
        this.attempt = attempt;
        this.afterCommit = afterCommit;
        this.config = config;
    }

    void start(@Observes @jakarta.annotation.Priority(PRIORITY_LAST) StartupEvent event) {
        settler.start(this::settled);
        ticker = Ticker.start("notification-sender", config.lookEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
        lease.close();
        closing.countDown();
        executor.close();
        settler.close();
    }

    /** What this replica claimed with its plan is sent without a look at the queue. */
    void planned(@Observes NotificationsPlanned event) {
        afterCommit.run(() -> {
            take(event.claimed());
            if (event.others()) {
                linesUp();
                wake();
            }
        });
    }

    /** Something waits that can't be claimed now: what is settled from now on may make room for it. */
    private void linesUp() {
        lookAfterSettlingUntil = System.nanoTime() + LINE.toNanos();
    }

    /** Mostly nothing stands behind what was settled, and the queue need not be looked at. */
    private void settled() {
        if (lookAfterSettlingUntil - System.nanoTime() > 0) {
            wake();
        }
    }

    private void wake() {
        Ticker running = ticker;
        if (running != null) {
            running.wake();
        }
    }

    /** A way that bundles now, or no longer does, gets another kind of line. */
    void reloaded(@Observes ReceiversChanged event) {
        lanes.clear();
    }

    private boolean round() {
        int free = room.free();
        if (free == 0) {
            return false;
        }
        Set<String> busy = lanes.entrySet().stream()
                .filter(lane -> lane.getValue().isFull())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<Notification> claimed = queue.claim(free, busy);
        take(claimed);
        if (!claimed.isEmpty()) {
            linesUp();
        }
        return claimed.size() == free;
    }

    private void take(List<Notification> claimed) {
        room.taken(claimed.size());
        held.add(claimed);
        for (Notification notification : claimed) {
            lanes.computeIfAbsent(notification.way(), way -> lane(notification)).add(notification);
        }
    }

    private Lane lane(Notification first) {
        Duration window = directory
                .receiver(first.message().receiver())
                .flatMap(receiver -> receiver.way(first.channel(), first.position()))
                .map(way -> way.integration().bundle())
                .orElse(Duration.ZERO);
        return window.isPositive()
                ? new BundlingLane(window, config.parallel(), executor, closing, attempt::send)
                : new SendingLane(config.parallel(), executor, notification -> attempt.send(List.of(notification)));
    }
}
