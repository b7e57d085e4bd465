package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.timing.Ticker;
import io.agentaiops.eventbus.AfterCommit;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the queue holds: claims, delivers outside of any transaction, settles. Each way of each receiver has places of
 * its own, so that one that hangs holds up nobody else.
 */
@ApplicationScoped
public class NotificationSender {

    private static final Logger LOG = Logger.getLogger(NotificationSender.class);
    private static final int PRIORITY_LAST = 3_000;

    /** The longest time that a channel may take for one attempt. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(31);

    private final NotificationQueue queue;
    private final ReceiverDirectory directory;
    private final AttemptSettler settler;
    private final SendingRoom room;
    private final AfterCommit afterCommit;
    private final NotificationConfig config;
    private final Clock clock;
    private final Map<String, SendingLane> lanes = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Ticker ticker;

    NotificationSender(
            NotificationQueue queue,
            ReceiverDirectory directory,
            AttemptSettler settler,
            SendingRoom room,
            AfterCommit afterCommit,
            NotificationConfig config,
            Clock clock) {
        this.queue = queue;
        this.directory = directory;
        this.settler = settler;
        this.room = room;
        this.afterCommit = afterCommit;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes @jakarta.annotation.Priority(PRIORITY_LAST) StartupEvent event) {
        settler.start(this::wake);
        ticker = Ticker.start("notification-sender", config.lookEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
        executor.close();
        settler.close();
    }

    /** What this replica claimed with its plan is sent without a look at the queue. */
    void planned(@Observes NotificationsPlanned event) {
        afterCommit.run(() -> {
            if (event.claimed().isEmpty()) {
                wake();
            } else {
                take(event.claimed());
            }
        });
    }

    private void wake() {
        Ticker running = ticker;
        if (running != null) {
            running.wake();
        }
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
        return claimed.size() == free;
    }

    private void take(List<Notification> claimed) {
        room.taken(claimed.size());
        for (Notification notification : claimed) {
            lanes.computeIfAbsent(notification.way(), way -> new SendingLane(config.parallel(), executor, this::send))
                    .add(notification);
        }
    }

    private void send(Notification notification) {
        try {
            Instant begin = clock.instant();
            if (notification.claimedUntil().isBefore(begin.plus(attemptLimit()))) {
                // It waited for so long that somebody else might have it before we were done.
                queue.release(notification);
                return;
            }
            Delivery delivery = attempt(notification);
            settler.settle(new Attempt(notification, delivery, begin, Duration.between(begin, clock.instant())));
        } catch (RuntimeException e) {
            // The claim runs out by itself, and the notification is tried again.
            LOG.warnf(e, "notification not settled notificationId=%s", notification.id());
        } finally {
            room.left();
        }
    }

    /** How much of the claim must be left to begin. */
    private Duration attemptLimit() {
        return config.claim().compareTo(LONGEST_ATTEMPT) > 0
                ? LONGEST_ATTEMPT
                : config.claim().dividedBy(2);
    }

    private Delivery attempt(Notification notification) {
        String receiver = notification.message().receiver();
        return directory
                .receiver(receiver)
                .flatMap(found -> found.way(notification.channel(), notification.position()))
                .map(way -> guarded(way.integration(), notification))
                .orElseGet(() -> new Delivery.Impossible(
                        "receiver " + receiver + " is no longer configured for " + notification.channel()));
    }

    private static Delivery guarded(Integration integration, Notification notification) {
        try {
            return integration.deliver(notification);
        } catch (RuntimeException e) {
            LOG.errorf(e, "channel failed unexpectedly channel=%s", notification.channel());
            return new Delivery.Failed("unexpected: " + e);
        }
    }
}
