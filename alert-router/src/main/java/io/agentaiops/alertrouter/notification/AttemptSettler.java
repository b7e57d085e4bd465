package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.timing.Backlog;
import io.agentaiops.alertrouter.timing.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Settles attempts, those that ended at about the same time in one transaction: one alone at once, many twenty times a
 * second, and in a storm twice: people are told first. While the database is away they wait here: the receiver has had the notification already.
 */
@ApplicationScoped
class AttemptSettler {

    private static final Logger LOG = Logger.getLogger(AttemptSettler.class);
    private static final int AT_ONCE = 1_000;
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);
    private static final long APART_NANOS = Duration.ofMillis(50).toNanos();
    private static final long STORM_NANOS = Duration.ofMillis(500).toNanos();

    private final NotificationQueue queue;
    private final NotificationMetrics metrics;
    private final Backlog backlog;
    private final HeldClaims held;
    private final LinkedBlockingQueue<Attempt> ended = new LinkedBlockingQueue<>();
    private volatile @Nullable Ticker ticker;
    private Runnable afterwards = () -> {};

    /** {@link System#nanoTime()} of the last round that settled something. */
    private volatile long settledAt = System.nanoTime() - APART_NANOS;

    private volatile boolean failed;

    AttemptSettler(NotificationQueue queue, NotificationMetrics metrics, Backlog backlog, HeldClaims held) {
        this.queue = queue;
        this.metrics = metrics;
        this.backlog = backlog;
        this.held = held;
    }

    /** {@code whenSettled} is run when notifications were settled: others may be due behind them. */
    void start(Runnable whenSettled) {
        afterwards = whenSettled;
        ticker = Ticker.start("attempt-settler", this::pause, this::round);
    }

    private Duration pause() {
        long rest = settledAt + apart() - System.nanoTime();
        return ended.isEmpty() || failed || rest <= 0
                ? TRY_AGAIN
                : Duration.ofNanos(rest).plusMillis(1);
    }

    private long apart() {
        if (backlog.isStormy()) {
            return STORM_NANOS;
        }
        return ended.size() >= AT_ONCE ? 0 : APART_NANOS;
    }

    void settle(Attempt attempt) {
        ended.add(attempt);
        Ticker running = ticker;
        if (running != null) {
            running.wake();
        }
    }

    /** Settles what has ended, once more, and stops. */
    void close() {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
        settleOldest();
    }

    private boolean round() {
        if (System.nanoTime() - settledAt < apart()) {
            return false;
        }
        return settleOldest();
    }

    private boolean settleOldest() {
        List<Attempt> attempts = new ArrayList<>();
        for (Attempt attempt : ended) {
            if (attempts.size() < AT_ONCE) {
                attempts.add(attempt);
            }
        }
        if (attempts.isEmpty()) {
            return false;
        }
        settledAt = System.nanoTime();
        failed = true;
        List<Settlement> settled = queue.settle(attempts);
        failed = false;
        // Only this thread takes from the front.
        attempts.forEach(attempt -> ended.poll());
        attempts.forEach(attempt -> held.remove(attempt.notification()));
        settled.forEach(this::report);
        afterwards.run();
        return true;
    }

    private void report(Settlement settlement) {
        Notification notification = settlement.attempt().notification();
        metrics.attempted(notification.channel(), settlement.outcome());
        String receiver = notification.message().receiver();
        if (settlement.outcome().equals("dead")) {
            LOG.errorf(
                    "notification given up receiver=%s channel=%s notificationId=%s attempts=%d reason=%s",
                    receiver,
                    notification.channel(),
                    notification.id(),
                    notification.attempt(),
                    settlement.attempt().reason());
        } else if (settlement.outcome().equals("retried")) {
            LOG.warnf(
                    "notification will be tried again receiver=%s channel=%s notificationId=%s attempt=%d reason=%s",
                    receiver,
                    notification.channel(),
                    notification.id(),
                    notification.attempt(),
                    settlement.attempt().reason());
        }
    }
}
