package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.timing.Ticker;
import io.agentaiops.eventbus.AfterCommit;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the queue holds: claims, delivers outside of any transaction, settles. A receiver that hangs holds one of
 * the places, never the others.
 */
@ApplicationScoped
public class NotificationSender {

    private static final Logger LOG = Logger.getLogger(NotificationSender.class);
    private static final int PRIORITY_LAST = 3_000;

    private final NotificationQueue queue;
    private final ReceiverDirectory directory;
    private final NotificationMetrics metrics;
    private final AfterCommit afterCommit;
    private final NotificationConfig config;
    private final Semaphore places;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Ticker ticker;

    NotificationSender(
            NotificationQueue queue,
            ReceiverDirectory directory,
            NotificationMetrics metrics,
            AfterCommit afterCommit,
            NotificationConfig config) {
        this.queue = queue;
        this.directory = directory;
        this.metrics = metrics;
        this.afterCommit = afterCommit;
        this.config = config;
        this.places = new Semaphore(config.parallel());
    }

    void start(@Observes @jakarta.annotation.Priority(PRIORITY_LAST) StartupEvent event) {
        ticker = Ticker.start("notification-sender", config.lookEvery(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
        executor.close();
    }

    void planned(@Observes NotificationsPlanned event) {
        afterCommit.run(this::wake);
    }

    private void wake() {
        Ticker running = ticker;
        if (running != null) {
            running.wake();
        }
    }

    private boolean round() {
        int free = places.availablePermits();
        if (free == 0) {
            return false;
        }
        List<Notification> claimed = queue.claim(free);
        for (Notification notification : claimed) {
            places.acquireUninterruptibly();
            executor.execute(() -> send(notification));
        }
        return claimed.size() == free;
    }

    private void send(Notification notification) {
        try {
            Delivery delivery = attempt(notification);
            String outcome = queue.settle(notification, delivery);
            metrics.attempted(notification.channel(), outcome);
            report(notification, delivery, outcome);
        } catch (RuntimeException e) {
            // The claim runs out by itself, and the notification is tried again.
            LOG.warnf(e, "notification not settled notificationId=%s", notification.id());
        } finally {
            places.release();
            wake();
        }
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

    private static void report(Notification notification, Delivery delivery, String outcome) {
        String reason = switch (delivery) {
            case Delivery.Delivered delivered -> "";
            case Delivery.Failed failed -> failed.reason();
            case Delivery.Impossible impossible -> impossible.reason();
        };
        if (outcome.equals("dead")) {
            LOG.errorf(
                    "notification given up receiver=%s channel=%s notificationId=%s attempts=%d reason=%s",
                    notification.message().receiver(),
                    notification.channel(),
                    notification.id(),
                    notification.attempt(),
                    reason);
        } else if (!reason.isEmpty()) {
            LOG.warnf(
                    "notification will be tried again receiver=%s channel=%s notificationId=%s attempt=%d reason=%s",
                    notification.message().receiver(),
                    notification.channel(),
                    notification.id(),
                    notification.attempt(),
                    reason);
        }
    }
}
