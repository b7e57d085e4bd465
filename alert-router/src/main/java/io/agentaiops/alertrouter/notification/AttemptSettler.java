package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.timing.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Settles attempts, those that ended at the same time in one transaction. While the database is away they wait here: the
 * receiver has had the notification already.
 */
@ApplicationScoped
class AttemptSettler {

    private static final Logger LOG = Logger.getLogger(AttemptSettler.class);
    private static final int AT_ONCE = 500;
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);

    private final NotificationQueue queue;
    private final NotificationMetrics metrics;
    private final HeldClaims held;
    private final LinkedBlockingQueue<Attempt> ended = new LinkedBlockingQueue<>();
    private volatile @Nullable Ticker ticker;
    private Runnable afterwards = () -> {};

    AttemptSettler(NotificationQueue queue, NotificationMetrics metrics, HeldClaims held) {
        this.queue = queue;
        this.metrics = metrics;
        this.held = held;
    }

    /** {@code whenSettled} is run when notifications were settled: others may be due behind them. */
    void start(Runnable whenSettled) {
        afterwards = whenSettled;
        ticker = Ticker.start("attempt-settler", TRY_AGAIN, this::round);
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
        round();
    }

    private boolean round() {
        List<Attempt> attempts = new ArrayList<>();
        for (Attempt attempt : ended) {
            if (attempts.size() < AT_ONCE) {
                attempts.add(attempt);
            }
        }
        if (attempts.isEmpty()) {
            return false;
        }
        List<Settlement> settled = queue.settle(attempts);
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
