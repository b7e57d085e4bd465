package io.agentaiops.ragindexer.source;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The thread that watches one folder as long as the service runs; starts over when watching fails. */
final class FolderFollower {

    private static final Logger LOG = Logger.getLogger(FolderFollower.class);
    private static final Duration START_OVER_AFTER = Duration.ofSeconds(2);

    private final FolderSource source;
    private final Duration reconcileEvery;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean failing;

    FolderFollower(FolderSource source, Duration reconcileEvery, Clock clock) {
        this.source = source;
        this.reconcileEvery = reconcileEvery;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("folder-watcher").unstarted(this::watchForEver);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped.countDown();
        thread.interrupt();
    }

    private void watchForEver() {
        while (!Thread.currentThread().isInterrupted()) {
            try (FolderWatch watch = new FolderWatch(source.root())) {
                watch(watch);
            } catch (InterruptedException | ClosedWatchServiceException e) {
                return;
            } catch (IOException | RuntimeException e) {
                report(e);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void watch(FolderWatch watch) throws IOException, InterruptedException {
        Instant reconcileAt = clock.instant();
        while (true) {
            if (!clock.instant().isBefore(reconcileAt)) {
                source.reconcile(watch, false);
                reconcileAt = clock.instant().plus(reconcileEvery);
                failing = false;
            }
            FolderWatch.News news = watch.read(watch.await(until(reconcileAt)));
            source.touch(news.touched());
            if (source.settle() || news.incomplete()) {
                reconcileAt = clock.instant();
            }
        }
    }

    private Duration until(Instant reconcileAt) {
        Instant due = source.nextDue();
        return Duration.between(clock.instant(), due != null && due.isBefore(reconcileAt) ? due : reconcileAt);
    }

    private void report(Exception problem) {
        source.failed(problem);
        if (!failing) {
            LOG.warnf("folder=%s cannot be watched, trying again: %s", source.root(), problem);
            failing = true;
        }
    }

    /** Waits a while; tells whether to go on. */
    private boolean pause() {
        try {
            return !stopped.await(START_OVER_AFTER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
