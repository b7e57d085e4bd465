package io.agentaiops.ragindexer.ingestion;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread that does one thing again and again. While it fails it tries again, with growing pauses and for ever: nothing is
 * given up and nothing is lost.
 */
final class RetryingWorker {

    /** One turn of the work; waits by itself when there is nothing to do. */
    interface Turn {
        void run() throws InterruptedException;
    }

    private static final Logger LOG = Logger.getLogger(RetryingWorker.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final String name;
    private final Turn turn;
    private final Duration longestPause;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private int failures;

    RetryingWorker(String name, Duration longestPause, Turn turn) {
        this.name = name;
        this.turn = turn;
        this.longestPause = longestPause;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::workUntilStopped);
    }

    void start() {
        thread.start();
    }

    boolean isStopping() {
        return stopped.getCount() == 0;
    }

    /** Lets the turn in hand end, so that its claims are given back. */
    void stop(Runnable wake) throws InterruptedException {
        stopped.countDown();
        wake.run();
        thread.join(Duration.ofSeconds(5));
    }

    private void workUntilStopped() {
        try {
            while (!isStopping()) {
                if (!succeeds()) {
                    stopped.await(pause().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }

    private boolean succeeds() throws InterruptedException {
        try {
            turn.run();
            if (failures > 0) {
                LOG.infof("%s goes on after failures=%d", name, failures);
                failures = 0;
            }
            return true;
        } catch (RuntimeException e) {
            failures++;
            if (failures == 1) {
                LOG.warnf("%s has to wait and is tried again: %s", name, e);
            } else {
                LOG.debugf(e, "%s still has to wait, failures=%d", name, failures);
            }
            return false;
        }
    }

    private Duration pause() {
        Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return grown.compareTo(longestPause) < 0 ? grown : longestPause;
    }
}
